package import CustomerSuccess

/// What is tried out, and on which customers.
package struct WhatIfQuestion: Hashable, Sendable {
  /// As it was typed, such as `sentiment=30 owner=bob`.
  package let text: String
  package var book: Book
  /// The customers that another owner would get; empty is the whole book.
  package var moving: Set<Account.ID> = []
  /// A customer that is shown whichever book it is in.
  package var also: Account.ID?

  package init(
    _ text: String, book: Book, moving: Set<Account.ID> = [], also: Account.ID? = nil
  ) {
    self.text = text
    self.book = book
    self.moving = moving
    self.also = also
  }
}

/// A customer as it is and as it would be with other numbers.
package struct WhatIfRow: Equatable, Identifiable, Sendable {
  package var id: Account.ID { line.id }
  package let line: PortfolioRow
  /// Nil when every measure is NA.
  package let old: OverallHealth?
  package let new: OverallHealth?
  /// From 1, the worst health first, in both cases among all rows.
  package let oldRank: Int
  package let newRank: Int
  /// It would belong to the person who is tried out as its owner, and does not now.
  package let isMoving: Bool
  /// What moved its score, the most first; what no screen would show is left out.
  package let movers: [HealthMover]

  package var changesColor: Bool { old?.color != new?.color }
  /// Of the overall score; 0 when there is none before or after.
  package var change: Double {
    guard let old, let new else { return 0 }
    return new.score - old.score
  }
  /// Its health or its owner would be another one; a place alone may change because of others.
  package var isChanged: Bool {
    changesColor || (old == nil) != (new == nil) || abs(change) > Trend.tolerance || isMoving
      || old?.isForcedRed != new?.isForcedRed
  }
  /// How much it matters, for an order: another color before another owner before another score, the
  /// worse before the better, more before less.
  package var weight: (Int, Double, Int) {
    let turns = changesColor || old?.isForcedRed != new?.isForcedRed
    let group = turns ? (change > 0 ? 3 : 4) : isMoving ? 2 : isChanged ? 1 : 0
    return (group, abs(change), -newRank)
  }
}

/// A book under other numbers.
package struct WhatIfPage: Equatable, Sendable {
  package struct Person: Equatable, Sendable {
    package let id: User.ID?
    package let name: String
  }

  package let question: WhatIfQuestion
  package let what: WhatIf
  /// The numbers in force, and those tried out.
  package let present: HealthConfiguration
  package let tried: HealthConfiguration
  /// The owner tried out; nil when none is, or none could be found.
  package let owner: Person?
  /// What was not understood, the first first.
  package let problems: [String]
  /// Short names of those who look after customers, for completing an owner.
  package let people: [String]
  /// The worst health first, as it would be.
  package let rows: [WhatIfRow]
  package let old: WhatIfTotals
  package let new: WhatIfTotals
}

/// What a book adds up to.
package struct WhatIfTotals: Equatable, Sendable {
  /// Customers by color; nil is NA.
  package let colors: [Sentiment?: Int]
  /// ARR of active customers whose health is red, by currency.
  package let atRisk: [Money]
  /// Customers of the owner tried out, and their ARR.
  package let owned: Int
  package let ownedARR: [Money]
}

/// Why an owner cannot be tried out.
package enum WhatIfProblem: Error, Equatable, CustomStringConvertible {
  case unknownOwner(String)
  case unclearOwner(String, count: Int)

  package var description: String {
    switch self {
    case .unknownOwner(let name):
      "nobody here is called \"\(name)\": write a name or an e-mail address"
    case .unclearOwner(let name, let count):
      "\(count) colleagues are called \"\(name)\": write the e-mail address"
    }
  }
}

extension Replica {
  /// A book in the order of the health it would have; nothing is saved.
  ///
  /// With an owner to try out, that person's customers come too: it is their book that one sees grow.
  /// Other limits of calls and tickets judge these measures anew, everything else only weighs the
  /// scores that are there.
  package func whatIf(_ question: WhatIfQuestion, today: Day) throws -> WhatIfPage {
    let present = try HealthConfiguration(in: self)
    let what = WhatIf(question.text, in: present)
    var problems = what.problems.map(\.description)
    let people = try users().filter { $0[User.isActive] == true && $0[User.bundle]?.isTAM == true }
    var owner: WhatIfPage.Person?
    do throws(WhatIfProblem) {
      owner = try what.owner.map { name throws(WhatIfProblem) in try Self.owner(name, of: people) }
    } catch {
      problems.append(error.description)
    }
    let trial = WhatIfTrial(
      replica: self, question: question, rejudged: what.rejudged, present: present,
      tried: what.applied(to: present), owner: owner, today: today)
    let judged = try trial.judged()
    return WhatIfPage(
      question: question, what: what, present: present, tried: trial.tried, owner: owner,
      problems: problems, people: Self.shortNames(of: people), rows: WhatIfTrial.ranked(judged),
      old: trial.totals(judged, isNew: false), new: trial.totals(judged, isNew: true))
  }

  private static func owner(
    _ name: String?, of people: [Row]
  ) throws(WhatIfProblem) -> WhatIfPage.Person {
    guard let name else { return WhatIfPage.Person(id: nil, name: "nobody") }
    let wanted = name.lowercased()
    let exact = people.filter { $0.id == name || $0[User.email]?.lowercased() == wanted }
    let found = exact.isEmpty ? people.filter { isCalled(wanted, $0) } : exact
    guard let person = found.first else { throw .unknownOwner(name) }
    guard found.count == 1 else { throw .unclearOwner(name, count: found.count) }
    return WhatIfPage.Person(id: User.ID(person.id), name: person[User.name] ?? person.id)
  }

  /// By what stands before the @, or by a word of the name.
  private static func isCalled(_ wanted: String, _ person: Row) -> Bool {
    let name = (person[User.name] ?? "").lowercased()
    return person.mailName == wanted || name == wanted
      || name.split(separator: " ").contains { $0 == wanted }
  }

  private static func shortNames(of people: [Row]) -> [String] {
    let counts = Dictionary(people.compactMap(\.mailName).map { ($0, 1) }, uniquingKeysWith: +)
    return people.compactMap { person in
      person.mailName.flatMap { counts[$0] == 1 ? $0 : person[User.email] }
    }.sorted()
  }
}

extension Row {
  /// Of a user.
  fileprivate var mailName: String? {
    self[User.email]?.lowercased().split(separator: "@").first.map(String.init)
  }
}
