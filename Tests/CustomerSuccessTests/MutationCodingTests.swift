import CustomerSuccess
import FoundationEssentials
import Support
import Testing

@Suite struct MutationCodingTests {
  private func text(_ mutation: Mutation) throws -> String {
    String(decoding: try mutation.encoded(), as: UTF8.self)
  }

  private func decode(_ text: String) throws -> Mutation {
    try Mutation.decode(Array(text.utf8))
  }

  @Test func `the names never change, because devices keep edits for years`() {
    #expect(
      Mutation.names == [
        "addCTA", "addContact", "addPlan", "addTask", "applyPlaybook", "assignCTA", "assignTAM",
        "claimOrganization", "closeCTA",
        "deleteActivity", "deleteCTA", "deleteContact", "deletePlan", "deleteTask",
        "discardDraft", "dismissDeparture", "editActivity", "editCTA", "editContact", "editPlan",
        "editTask", "follow", "labelInstance", "logActivity", "mergeAccounts", "removeAccount",
        "reopenCTA", "saveDraft", "setAttribute",
        "setInstanceHealthInclusion", "setPlanStatus", "setSentiment", "setTaskStatus",
        "snoozeCTA", "unfollow", "wakeCTA",
      ])
  }

  @Test func `an edit on the wire is a name, a version and arguments`() throws {
    #expect(
      try text(.labelInstance(LabelInstance(id: Instance.ID("box"), type: .production)))
        == #"{"args":{"id":"box","type":"Production"},"name":"labelInstance","version":1}"#)
    let change = FieldChange(CTA.dueDate, from: nil, to: Day(daysSinceEpoch: 0))
    #expect(
      try text(.editCTA(EditCTA(id: CTA.ID("c"), changes: [change])))
        == """
        {"args":{"changes":[{"column":"due_date","from":null,"to":"1970-01-01"}],"id":"c"},\
        "name":"editCTA","version":1}
        """)
    let fields = Fields.call("Hi / ho")
    #expect(
      try text(.logActivity(LogActivity(id: Activity.ID("a"), account: .acme, fields: fields)))
        == """
        {"args":{"account":"acme","fields":{"activity_date":"2024-10-04","subject":"Hi / ho",\
        "type":"Call"},"id":"a"},"name":"logActivity","version":1}
        """)
  }

  @Test func `an undo tells what it takes back, and one of an earlier version does not`() throws {
    let world = MutationWorld()
    func undo(_ mutation: Mutation) throws -> String {
      try text(#require(world.apply(mutation).inverse))
    }
    let box = Instance.ID("box")
    let label = try undo(.labelInstance(LabelInstance(id: box, type: .production)))
    #expect(
      label == #"{"args":{"id":"box","seen":{"value":"Production"},"type":"Unknown"},"#
        + #""name":"labelInstance","version":1}"#)
    let snooze = SnoozeCTA(id: CTA.ID("risk"), until: Day(daysSinceEpoch: 20_001), reason: .notNow)
    #expect(
      try undo(.snoozeCTA(snooze)) == #"{"args":{"id":"risk","seen":{"reason":"Not now","#
        + #""until":"2024-10-05"}},"name":"wakeCTA","version":1}"#)

    let old = try decode(
      #"{"args":{"id":"box","type":"Unknown"},"name":"labelInstance","version":1}"#)
    try world.apply(.labelInstance(LabelInstance(id: box, type: .obsolete)))
    #expect(try world.apply(old).didChange)
  }

  @Test func `a refusal says that a column was found empty, and not nothing`() throws {
    let refusals = [
      MutationRefusal(.conflict, column: "due_date", current: .null, yours: .null, reason: "No."),
      MutationRefusal(.conflict, current: .text("2024-10-04"), yours: .integer(3), reason: "No."),
      MutationRefusal(.missing, reason: "No."),
    ]

    let read = try JSONDecoder().decode(
      [MutationRefusal].self, from: JSONEncoder().encode(refusals))

    #expect(read == refusals)
  }

  @Test func `an edit of a newer program is not guessed at`() {
    #expect(throws: MutationCodingError.unknown(name: "teleport", version: 1)) {
      try decode(#"{"args":{},"name":"teleport","version":1}"#)
    }
    #expect(throws: MutationCodingError.unknown(name: "wakeCTA", version: 9)) {
      try decode(#"{"args":{"id":"c"},"name":"wakeCTA","version":9}"#)
    }
    #expect(
      MutationCodingError.unknown(name: "teleport", version: 1).description
        == "the edit \"teleport\" version 1 is not known here: update this program")
  }

  @Test(arguments: [
    "", "{}", "[]", "nonsense", #"{"name":"wakeCTA","version":1}"#,
    #"{"args":{"id":7},"name":"wakeCTA","version":1}"#,
    #"{"args":{"id":"x","type":"Lamp"},"name":"labelInstance","version":1}"#,
  ])
  func `what is no edit is refused`(text: String) {
    #expect(throws: (any Error).self) { try decode(text) }
  }

  @Test func `every value comes back as it went`() throws {
    var random = MutationRandom(seed: 7)
    let fixed: [Value] = [
      .null, .integer(0), .integer(.max), .integer(.min), .real(0), .real(80), .real(-0.5),
      .real(62.5), .real(1e300), .real(.leastNonzeroMagnitude), .text(""), .text("80"),
      .text("null"), .text("\u{0}\u{1b}\"\\多 ✨"), .data([]), .data([0, 255, 128]),
    ]
    let made = (0..<500).map { number -> Value in
      number.isMultiple(of: 2)
        ? .integer(Int64(bitPattern: random.bits())) : .real(Double(random.number(below: 999)) / 8)
    }
    for value in fixed + made {
      let change = FieldChange(column: "x", from: value, to: value)
      let mutation = Mutation.editCTA(EditCTA(id: CTA.ID("c"), changes: [change]))
      #expect(try Mutation.decode(mutation.encoded()) == mutation, "\(value)")
    }
  }

  @Test func `a number that is none cannot be sent`() {
    let change = FieldChange(column: "x", from: .null, to: .real(.infinity))
    let mutation = Mutation.editCTA(EditCTA(id: CTA.ID("c"), changes: [change]))
    #expect(throws: (any Error).self) { try mutation.encoded() }
  }

  @Test func `the codes of refusals never change either`() {
    #expect(
      MutationRefusal.Code.allCases.map(\.rawValue) == [
        "not_in_scope", "not_permitted", "field_not_yours", "conflict", "missing", "id_taken",
        "invalid", "parent_rejected", "other",
      ])
  }
}

@Suite struct MutationValueTests {
  let world = MutationWorld()

  private func refusal<T>(_ field: Field<T>, _ value: Value) throws -> String {
    let change = FieldChange(column: field.name, from: .null, to: value)
    return try world.refusal(
      of: .setAttribute(SetAttribute(table: Account.table, id: "acme", change: change))
    ).reason
  }

  @Test func `a field of one line holds 64 kB`() throws {
    let fits = String(repeating: "s", count: TextLimit.fieldBytes)
    try world.apply(.setAttribute(.account(.acme, Account.slackChannel, from: nil, to: fits)))
    #expect(
      try refusal(Account.slackChannel, .text(fits + "s"))
        == """
        "Slack channel" of Acme is 65537 bytes long; at most 65536 fit: shorten it
        """)
  }

  @Test func `a value of the wrong kind is refused`() throws {
    #expect(
      try refusal(Account.firstValueDate, .text("soon"))
        == "\"First value date\" of Acme must be a day as YYYY-MM-DD, not \"soon\"")
    #expect(try refusal(Account.usesGeo, .integer(2)) == "\"Geo?\" of Acme must be yes or no")
    #expect(try refusal(Account.usesGeo, .text("yes")).contains("cannot hold the text \"yes\""))
    #expect(try refusal(Account.summary, .data([1])).contains("cannot hold 1 bytes"))
    #expect(
      try refusal(Account.summary, .text("a\u{0}b"))
        == "\"Summary\" of Acme holds a NUL character: remove it")
  }

  @Test func `text without content is no value`() throws {
    try world.set(Account.table, "acme", Account.summary, "old")
    try world.apply(.setAttribute(.account(.acme, Account.summary, from: "old", to: " \n ")))
    #expect(try world.row(Account.table, "acme")[column: "summary"] == .null)
  }

  @Test func `a column that does not exist is no crash`() throws {
    let change = FieldChange(column: "moon_phase", from: .null, to: .text("full"))
    #expect(
      try world.refusal(
        of: .setAttribute(SetAttribute(table: Account.table, id: "acme", change: change))
      ).reason == "a customer has no \"moon_phase\": update this program")
    var fields = Fields.call()
    fields[column: "moon_phase"] = .text("full")
    #expect(
      try world.refusal(
        of: .logActivity(LogActivity(id: Activity.ID("a"), account: .acme, fields: fields))
      ).reason == "an activity has no \"moon_phase\" here: update this program")
  }

  @Test func `an id is neither empty nor endless`() throws {
    for id in ["", String(repeating: "x", count: 201)] {
      let log = LogActivity(id: Activity.ID(id), account: .acme, fields: .call())
      #expect(
        try world.refusal(of: .logActivity(log)).reason
          == "a new activity needs an id of 1 through 200 bytes: make it again, with a new id")
    }
  }
}
