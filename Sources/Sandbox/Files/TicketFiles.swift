import CustomerSuccess
import Foundation

/// The three JSON files of a Zendesk export.
struct TicketFiles {
  let company: CompanyPlan

  /// Records of one page, as the incremental export has them.
  private static let pageSize = 1_000
  private static let peoplePerOrganization = 3
  private static let firstUser = 370_000_000_000
  private static let agents = 5
  /// An organization that no account knows.
  private static let strangerOrganization = 360_999_999_999

  private struct Organization: Encodable {
    let id: Int
    let name: String
    let domainNames: [String]
    let createdAt: String
    let updatedAt: String
    let deletedAt: String?
  }

  private struct User: Encodable {
    let id: Int
    let name: String
    let email: String?
    let role: String
    let active: Bool
    let organizationId: Int?
  }

  private struct Ticket: Encodable {
    let id: Int
    let subject: String
    let status: String
    let priority: String?
    let type: String?
    let requesterId: Int
    let assigneeId: Int?
    let organizationId: Int?
    let createdAt: String
    let updatedAt: String
    let generatedTimestamp: Int
    let tags: [String]
    let satisfactionRating: Rating
    let metricSet: Metrics
  }

  private struct Rating: Encodable {
    let score: String
  }

  private struct Metrics: Encodable {
    let reopens: Int
  }

  private struct Page<Record: Encodable>: Encodable {
    let key: String
    let records: [Record]
    let isLast: Bool

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(_ name: String) { stringValue = name }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(records, forKey: Key(key))
      try container.encode(records.count, forKey: Key("count"))
      try container.encode(isLast, forKey: Key("endOfStream"))
    }
  }

  /// Writes `organizations.json`, `users.json` and `tickets.json` into the directory.
  func write(to directory: String) throws {
    try write(organizations, "organizations", directory)
    try write(users, "users", directory)
    let output = try OutputFile("\(directory)/tickets.json")
    var page: [Ticket] = []
    for account in company.accounts {
      page += tickets(of: account)
      if page.count >= Self.pageSize {
        try write(Page(key: "tickets", records: page, isLast: false), to: output)
        page = []
      }
    }
    try write(Page(key: "tickets", records: page + [strangerTicket], isLast: true), to: output)
    try output.close()
  }

  private func write<Record: Encodable>(
    _ records: [Record], _ name: String, _ directory: String
  ) throws {
    let output = try OutputFile("\(directory)/\(name).json")
    try write(Page(key: name, records: records, isLast: true), to: output)
    try output.close()
  }

  private func write<Record: Encodable>(_ page: Page<Record>, to output: OutputFile) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(page)
    try output.write { $0.append(contentsOf: bytes) }
    try output.write("\n")
  }
}

extension TicketFiles {
  /// Customers that support knows; two of them claim the same organization.
  private var organizations: [Organization] {
    var seen: Set<Int> = []
    let known = company.accounts.compactMap { account -> Organization? in
      guard let id = account.zendeskOrganization, seen.insert(id).inserted else { return nil }
      return organization(id, account.name, account.domain)
    }
    return known + [
      organization(Self.strangerOrganization, "Nobody's customer", "stranger.example")
    ]
  }

  private func organization(_ id: Int, _ name: String, _ domain: String) -> Organization {
    let stamp = moment(company.today.adding(days: -400), 0)
    return Organization(
      id: id, name: name, domainNames: [domain], createdAt: stamp, updatedAt: stamp,
      deletedAt: nil)
  }

  private var users: [User] {
    var random = Random(company.seed, "zendesk users")
    let agents = (0..<Self.agents).map { place in
      let person = Person.random(&random)
      return User(
        id: Self.firstUser - 1 - place, name: person.name,
        email: "\(person.mailbox)@support.example",
        role: "agent", active: true, organizationId: nil)
    }
    let customers = company.accounts.flatMap { account -> [User] in
      guard let organization = account.zendeskOrganization else { return [] }
      return ContactPlan.contacts(of: account, seed: company.seed)
        .prefix(Self.peoplePerOrganization).enumerated().map { place, contact in
          User(
            id: user(account, place), name: contact.person.name, email: contact.email,
            role: "end-user", active: true, organizationId: organization)
        }
    }
    return agents + customers
  }

  private func user(_ account: AccountPlan, _ place: Int) -> Int {
    Self.firstUser + account.index * Self.peoplePerOrganization + place
  }

  private func tickets(of account: AccountPlan) -> [Ticket] {
    guard let organization = account.zendeskOrganization else { return [] }
    var random = company.random("tickets", account)
    var ratings = company.random("ticket ratings", account)
    let count = random.below(account.mood < 0.35 ? 18 : 11)
    return (0..<count).map { place in
      ticket(account, organization, place, &random, &ratings)
    }
  }

  private func ticket(
    _ account: AccountPlan, _ organization: Int, _ place: Int, _ random: inout Random,
    _ ratings: inout Random
  ) -> Ticket {
    let age = random.below(365)
    let created = company.today.adding(days: -age)
    let status = status(age, &random)
    let updated = created.adding(days: status.isOpen ? random.below(min(age, 5) + 1) : min(age, 6))
    let topic = random.pick(Topic.all)
    let isHostile = account.shape == .escapeSequences && place == 0
    let second = random.within(20_000...80_000)
    return Ticket(
      id: 100_000 + account.index * 20 + place,
      subject: isHostile ? HostileText.ticket : random.pick(topic.remarks),
      status: status.rawValue, priority: random.pick(["low", "normal", "high", "urgent", nil]),
      type: random.pick(["question", "incident", "problem", nil]),
      requesterId: user(account, random.below(2)),
      assigneeId: random.chance(0.9) ? Self.firstUser - 1 - random.below(Self.agents) : nil,
      // Some people wrote before they were put into an organization.
      organizationId: random.chance(0.97) ? organization : nil,
      createdAt: moment(created, second), updatedAt: moment(updated, second + 600),
      generatedTimestamp: updated.daysSinceEpoch * 86_400 + second + 601,
      tags: random.chance(0.5) ? [topic.name.replacing(" ", with: "_"), "premium"] : [],
      satisfactionRating: rating(status, account.mood, &ratings),
      metricSet: Metrics(reopens: ratings.chance(0.12) ? ratings.within(1...3) : 0))
  }

  /// Zendesk asks once a ticket is solved, and not everybody answers.
  private func rating(_ status: TicketStatus, _ mood: Double, _ random: inout Random) -> Rating {
    guard !status.isOpen else { return Rating(score: "unoffered") }
    guard random.chance(0.4) else { return Rating(score: "offered") }
    return Rating(score: random.unit() < 0.4 + mood * 0.6 ? "good" : "bad")
  }

  private func status(_ age: Int, _ random: inout Random) -> TicketStatus {
    let isOpen = random.chance(age < 20 ? 0.6 : 0.04)
    return isOpen
      ? random.pick([.new, .open, .open, .pending, .hold])
      : age < 8 ? .solved : random.chance(0.02) ? .deleted : .closed
  }

  private var strangerTicket: Ticket {
    let stamp = moment(company.today, 0)
    return Ticket(
      id: 99_999, subject: "Who are we?", status: "open", priority: nil, type: nil,
      requesterId: Self.firstUser - 1, assigneeId: nil,
      organizationId: Self.strangerOrganization, createdAt: stamp, updatedAt: stamp,
      generatedTimestamp: company.today.daysSinceEpoch * 86_400, tags: [],
      satisfactionRating: Rating(score: "unoffered"), metricSet: Metrics(reopens: 0))
  }

  /// Zendesk writes UTC without a fraction.
  private func moment(_ day: Day, _ second: Int) -> String {
    "\(Instant(startOf: day).adding(seconds: second))"
  }
}
