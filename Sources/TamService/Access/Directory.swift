import CustomerSuccess

/// What decides on access about one user.
struct Person: Hashable, Sendable {
  let id: String
  /// Active upstream and not deactivated here.
  var isActive = true
  /// Nil for nobody's team; an empty text counts as nil.
  var team: String?
  var manager: String?
  var seesWholeCompany = false
  var seesPublicSector = false
}

/// What decides on access about one account.
struct Holding: Hashable, Sendable {
  let id: String
  var tam: String?
  var accountOwner: String?
  var solutionsArchitect: String?
  var isPublicSector = false
}

/// The users of the company and who reports to whom; decides which customers are in whose book.
struct Directory {
  private let people: [String: Person]
  private let teams: [String: [String]]
  /// Active people who see every account that their data permissions allow.
  private let companyWide: [String]

  init(_ people: [Person]) {
    self.people = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.companyWide = people.filter { $0.isActive && $0.seesWholeCompany }.map(\.id)
    self.teams = Dictionary(
      grouping: people.filter { $0.isActive && $0.team != nil }, by: { $0.team ?? "" }
    ).mapValues { $0.map(\.id) }
  }

  /// Active people, who have a book at all.
  var active: [String] { people.values.filter(\.isActive).map(\.id) }

  func isActive(_ user: String) -> Bool { people[user]?.isActive ?? false }

  /// The queues of those who look after the data; those about the public sector only for people who
  /// may see it.
  func operationsScopes(of user: String) -> [Scope] {
    guard let person = people[user], person.isActive, person.seesWholeCompany else { return [] }
    return person.seesPublicSector ? [.operations, .publicOperations] : [.operations]
  }

  /// Who has the account in the book, and why; empty when nobody has.
  ///
  /// - Parameter followers: ids of users who follow it.
  func viewers(of account: Holding, followers: [String]) -> [String: BookReasons] {
    var viewers: [String: BookReasons] = [:]
    func add(_ user: String?, _ reason: BookReasons) {
      guard let user, mayView(user, account) else { return }
      viewers[user, default: []].insert(reason)
    }
    add(account.tam, .own)
    add(account.accountOwner, .accountTeam)
    add(account.solutionsArchitect, .accountTeam)
    for follower in followers { add(follower, .follow) }
    for user in companyWide { add(user, .company) }
    if let tam = account.tam.flatMap({ people[$0] }) {
      for colleague in tam.team.flatMap({ teams[$0] }) ?? [] where colleague != tam.id {
        add(colleague, .team)
      }
      for manager in managers(of: tam) { add(manager, .manager) }
    }
    return viewers
  }

  /// Data permissions (features C12): what no reason can overrule.
  func mayView(_ user: String, _ account: Holding) -> Bool {
    guard let person = people[user], person.isActive else { return false }
    return !account.isPublicSector || person.seesPublicSector
  }

  /// Everyone up the line, nearest first; a circle in the data ends where it began.
  func managers(of person: Person) -> [String] {
    var line: [String] = []
    var next = person.manager
    while let id = next, id != person.id, !line.contains(id) {
      line.append(id)
      next = people[id]?.manager
    }
    return line
  }

  /// Those whose book may differ when this user changes from `old` to `new`: both line managers'
  /// chains, both teams, and the user.
  func concerned(by old: Person?, _ new: Person?) -> Set<String> {
    var result = Set<String>()
    for person in [old, new].compactMap({ $0 }) {
      result.insert(person.id)
      result.formUnion(managers(of: person))
      result.formUnion(person.team.flatMap { teams[$0] } ?? [])
    }
    return result
  }
}

extension Person {
  /// Reads a row of ``User``; `isShutOut` when the user was deactivated here.
  init(_ row: Row, isShutOut: Bool) {
    self.init(
      id: row.id, isActive: row[User.isActive] ?? false && !isShutOut,
      team: row[User.team].flatMap { $0.isEmpty ? nil : $0 },
      manager: row[User.manager]?.rawValue,
      seesWholeCompany: row[User.bundle]?.seesWholeCompany ?? false,
      seesPublicSector: row[User.seesPublicSector] ?? false)
  }
}

extension Holding {
  /// Reads a row of ``Account``.
  init(_ row: Row) {
    self.init(
      id: row.id, tam: row[Account.tam]?.rawValue,
      accountOwner: row[Account.accountOwner]?.rawValue,
      solutionsArchitect: row[Account.solutionsArchitect]?.rawValue,
      isPublicSector: row[Account.isPublicSector] ?? false)
  }
}
