import CustomerSuccess

/// A person at a make-believe customer.
struct ContactPlan: Sendable {
  let id: String
  let person: Person
  let email: String?
  let title: String
  let role: ContactRole?

  /// No customer has more.
  private static let limit = 50

  private static let posts: [(title: String, role: ContactRole?)] = [
    ("Platform Administrator", .admin), ("Head of Development", .developmentLead),
    ("Security Lead", .securityLead), ("CIO", .executiveSponsor), ("Staff Engineer", .other),
    ("Engineering Manager", nil), ("Release Manager", nil),
  ]

  static func contacts(of account: AccountPlan, seed: UInt64) -> [ContactPlan] {
    var random = Random(seed, "contacts", account.index)
    let count = min(random.within(2...7), limit)
    return (0..<count).map { place in
      let number = account.index * limit + place + 1
      let person = person(account, place, &random)
      let post = posts[place % posts.count]
      return ContactPlan(
        id: RecordID.make("003", number), person: person,
        email: email(account, place, person), title: post.title, role: post.role)
    }
  }

  private static func person(
    _ account: AccountPlan, _ place: Int, _ random: inout Random
  ) -> Person {
    let drawn = Person.random(&random, number: place + 1)
    switch (account.shape, place) {
    case (.japaneseName, 0):
      return Person(firstName: "花子", lastName: "山田", mailbox: drawn.mailbox)
    case (.arabicName, 0):
      return Person(firstName: "ليلى", lastName: "حداد", mailbox: drawn.mailbox)
    case (.escapeSequences, 0):
      return Person(firstName: "Mal\u{1B}[5mlory", lastName: "\u{9B}2JHook", mailbox: drawn.mailbox)
    default: return drawn
    }
  }

  private static func email(_ account: AccountPlan, _ place: Int, _ person: Person) -> String? {
    switch (account.shape, place) {
    case (.sharedAddressFirst, 0), (.sharedAddressSecond, 0): "consultant@partner.example"
    case (.contactWithoutAddress, 1): nil
    default: "\(person.mailbox)@\(account.domain)"
    }
  }
}
