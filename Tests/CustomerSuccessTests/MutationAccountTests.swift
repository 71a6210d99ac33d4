import Support
import Testing

@testable import CustomerSuccess

@Suite struct MutationAccountTests {
  let world = MutationWorld()

  private func prioritize(from: Prioritization?, to: Prioritization?) -> Mutation {
    .setAttribute(.account(.acme, Account.prioritization, from: from, to: to))
  }

  private func feel(_ sentiment: Sentiment?, _ comment: String? = nil, seen: Double? = nil)
    -> Mutation
  {
    .setSentiment(
      SetSentiment(account: .acme, sentiment: sentiment, comment: comment, seen: seen))
  }

  private func assign(_ tam: User.ID?, history: String = "h1") -> Mutation {
    .assignTAM(AssignTAM(account: .acme, tam: tam, history: TAMHistory.ID(history)))
  }

  @Test func `an attribute we own is set, and its cadence follows at once`() throws {
    let day = MutationWorld.today.adding(days: -50)
    try world.apply(
      .logActivity(
        LogActivity(id: Activity.ID("call"), account: .acme, fields: .call(day: day))))
    #expect(try world.row(Account.table, "acme")[Account.healthColor] == .yellow)
    let before = world.rows.rows
    let applied = try world.apply(prioritize(from: .first, to: .second), after: 60)
    #expect(try world.row(Account.table, "acme")[Account.healthColor] == .green)
    #expect(applied.summary == "Set TAM prioritization of Acme to \"2\"")
    try world.apply(#require(applied.inverse), after: 120)
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `an attribute changed meanwhile is a conflict`() throws {
    let refusal = try world.refusal(of: prioritize(from: .third, to: .second))
    #expect(refusal.code == .conflict)
    #expect(refusal.current == .text("1"))
  }

  @Test func `a value that is no choice names the choices`() throws {
    let change = FieldChange(column: "tam_prioritization", from: .text("1"), to: .text("7"))
    #expect(
      try world.refusal(
        of: .setAttribute(SetAttribute(table: Account.table, id: "acme", change: change))
      ).reason
        == "\"TAM prioritization\" of Acme cannot be \"7\"; one of: 1, 2, 3, 4")
  }

  @Test func `what another system owns names the system and the place`() throws {
    func reason<T>(_ field: Field<T>, _ value: T) throws -> String {
      let change = SetAttribute.account(.acme, field, from: nil, to: value)
      let refusal = try world.refusal(of: .setAttribute(change))
      #expect(refusal.code == .fieldNotYours)
      return refusal.reason
    }
    #expect(
      try reason(Account.industry, "Tools")
        == """
        "Industry" of Acme is not changed here: Salesforce owns it; change it there (field \
        Industry) and it arrives with the next import
        """)
    #expect(
      try reason(Account.healthScore, 100)
        == """
        "Health score" of Acme is not changed here: it is calculated from other values; change \
        those
        """)
  }

  @Test func `the opportunity's health is ours, its amount is not`() throws {
    let deal = Opportunity.ID("deal")
    let applied = try world.apply(
      .setAttribute(.opportunity(deal, Opportunity.health, from: nil, to: .red)))
    #expect(
      applied.summary == "Set Opportunity health of opportunity Renewal 2025 of Acme to \"Red\"")
    let amount = SetAttribute.opportunity(deal, Opportunity.amount, from: nil, to: 1)
    #expect(try world.refusal(of: .setAttribute(amount)).code == .fieldNotYours)
  }

  @Test func `other tables have edits of their own`() throws {
    let change = FieldChange(CTA.name, from: "Renewal at risk", to: "x")
    #expect(
      try world.refusal(
        of: .setAttribute(SetAttribute(table: CTA.table, id: "risk", change: change))
      ).reason == "attributes of \"cta\" cannot be set one by one: use the edits made for them")
  }

  @Test func `a web address starts with its scheme`() throws {
    let url = SetAttribute.account(.acme, Account.notesURL, from: nil, to: "docs.example/x")
    #expect(
      try world.refusal(of: .setAttribute(url)).reason
        == "\"Google Doc notes\" of Acme must be a web address starting with https://")
    try world.apply(
      .setAttribute(.account(.acme, Account.notesURL, from: nil, to: "https://docs.example/x")))
  }

  @Test func `a red sentiment makes the account red, and NA frees it`() throws {
    try world.apply(
      .logActivity(LogActivity(id: Activity.ID("call"), account: .acme, fields: .call())))
    try world.apply(feel(.red, "they shop around"), after: 60)
    #expect(try world.row(Account.table, "acme")[Account.healthColor] == .red)
    let measure = try world.row(HealthMeasure.table, "acme:TAM Sentiment")
    #expect(measure[HealthMeasure.comment] == "they shop around")
    let applied = try world.apply(feel(nil, seen: 25), after: 120)
    #expect(try world.row(Account.table, "acme")[Account.healthColor] == .green)
    #expect(applied.summary == "Set the TAM sentiment of Acme to NA")
  }

  @Test func `an opinion is not given over one that was not seen`() throws {
    try world.apply(feel(.red), by: .bob)
    let refusal = try world.refusal(of: feel(.green))
    #expect(refusal.code == .conflict)
    #expect(refusal.current == .real(25) && refusal.yours == .real(87.5))
  }

  /// A forged undo of Ada's opinion that puts back what nobody said.
  private func forged(_ state: MeasureState) throws -> Mutation {
    let current = try world.row(HealthMeasure.table, "acme:TAM Sentiment")
    var undo = SetSentiment(account: .acme, sentiment: nil, comment: nil, seen: nil)
    undo.restoring = HealthRestoration(
      sentiment: .init(from: MeasureStamp(current), to: state), engagement: nil, overall: nil)
    return .setSentiment(undo)
  }

  @Test func `an undo puts no words into a colleague's mouth`() throws {
    try world.apply(feel(.green))
    func state(_ score: Double, by user: User.ID, comment: String = "x") -> MeasureState {
      var row = Row(HealthMeasure.table, id: "acme:TAM Sentiment")
      row[HealthMeasure.score] = score
      row[HealthMeasure.comment] = comment
      row[HealthMeasure.setAt] = MutationWorld.noon
      row[HealthMeasure.setBy] = user
      return MeasureState(row)
    }
    #expect(
      try world.refusal(of: forged(state(25, by: .bob))).reason
        == "Bob Noyce did not give that score: set it in your own name")
    let vague = String(repeating: "x", count: TextLimit.fieldBytes + 1)
    #expect(try world.refusal(of: forged(state(87.5, by: .init(vague)))).code == .invalid)
    let long = String(repeating: "x", count: TextLimit.noteBytes + 1)
    #expect(try world.refusal(of: forged(state(25, by: .ada, comment: long))).code == .invalid)
    try world.apply(forged(state(25, by: .ada)))
  }

  @Test func `an undo does not link to another customer's rows`() throws {
    var strange = Row(SuccessPlan.table, id: "theirs")
    strange[SuccessPlan.account] = .globex
    world.rows.save(strange)
    var edit = EditCTA(
      id: CTA.ID("risk"),
      changes: [FieldChange(CTA.plan, from: nil, to: SuccessPlan.ID("theirs"))])
    edit.isUndo = true
    #expect(try world.refusal(of: .editCTA(edit)).code == .invalid)
    edit = EditCTA(
      id: CTA.ID("risk"), changes: [FieldChange(CTA.plan, from: nil, to: SuccessPlan.ID("gone"))])
    edit.isUndo = true
    try world.apply(.editCTA(edit))
  }

  @Test func `an opinion taken back does not take a later one with it`() throws {
    let applied = try world.apply(feel(.yellow))
    try world.apply(feel(.red, seen: 62.5), by: .bob, after: 60)
    #expect(try world.refusal(of: #require(applied.inverse)).code == .conflict)
  }

  @Test func `managers assign TAMs, and the history says so`() throws {
    #expect(
      try world.refusal(of: assign(.bob)).reason == "only managers may change \"TAM\": ask yours")
    let before = world.rows.rows
    let applied = try world.apply(assign(.bob), by: .mona)
    #expect(applied.displaced == .ada)
    #expect(applied.summary == "Assigned Acme to Bob Noyce")
    let history = try world.row(TAMHistory.table, "h1")
    #expect(history[TAMHistory.oldTAM] == .ada)
    #expect(history[TAMHistory.newTAM] == .bob)
    #expect(history[TAMHistory.changedAt] == MutationWorld.noon)
    try world.apply(#require(applied.inverse), by: .mona, after: 60)
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `an assignment is not taken back over a later one`() throws {
    let applied = try world.apply(assign(.bob), by: .mona)
    try world.apply(assign(.mona, history: "h2"), by: .mona, after: 60)
    #expect(try world.refusal(of: #require(applied.inverse), by: .mona).code == .conflict)
  }

  @Test func `the first TAM of an account leaves the day behind`() throws {
    try world.set(Account.table, "acme", Account.tam, nil)
    try world.set(Account.table, "acme", Account.tamFirstAssigned, nil)
    try world.apply(assign(.bob), by: .mona)
    #expect(
      try world.row(Account.table, "acme")[Account.tamFirstAssigned] == MutationWorld.today)
    #expect(try world.refusal(of: assign(.gone, history: "h2"), by: .mona).code == .invalid)
  }

  @Test func `anyone may follow, and following twice is following once`() throws {
    let elsewhere = Account.ID("not in the book")
    let follow = Mutation.follow(FollowAccount(account: elsewhere))
    #expect(try world.apply(follow, by: .vic).didChange)
    #expect(try !world.apply(follow, by: .vic).didChange)
    let applied = try world.apply(
      .unfollow(UnfollowAccount(account: elsewhere)), by: .vic)
    #expect(world.rows.all(Follow.table).isEmpty)
    #expect(applied.summary == "Stopped following not in the book")
  }
}

@Suite struct MutationInstanceTests {
  let world = MutationWorld()
  private let box = Instance.ID("box")

  @Test func `a label is set by the own TAM or a manager, and taken back`() throws {
    let label = Mutation.labelInstance(LabelInstance(id: box, type: .production))
    #expect(
      try world.refusal(of: label, by: .bob).reason
        == """
        only its TAM Ada Lovelace or a manager may change "Instance type" of Acme: ask one of them
        """)
    let before = world.rows.rows
    let applied = try world.apply(label)
    #expect(try world.row(Instance.table, "box")[Instance.type] == .production)
    #expect(applied.summary == "Labelled instance gitlab.acme.example of Acme as Production")
    try world.apply(#require(applied.inverse), by: .mona)
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `the last label to arrive stays`() throws {
    try world.apply(.labelInstance(LabelInstance(id: box, type: .production)))
    try world.apply(.labelInstance(LabelInstance(id: box, type: .obsolete)), by: .mona)
    #expect(try world.row(Instance.table, "box")[Instance.type] == .obsolete)
  }

  @Test func `a label taken back does not take a later one with it`() throws {
    let applied = try world.apply(.labelInstance(LabelInstance(id: box, type: .production)))
    try world.apply(.labelInstance(LabelInstance(id: box, type: .obsolete)), by: .mona)
    let undo = try #require(applied.inverse)
    let refusal = try world.refusal(of: undo)
    #expect(refusal.code == .conflict)
    #expect(
      refusal.reason
        == """
        "Instance type" of instance gitlab.acme.example of Acme was changed meanwhile: it is \
        "Obsolete" now, you wanted "Unknown"; keep theirs, or apply yours again
        """)

    try world.apply(undo.overriding)
    #expect(try world.row(Instance.table, "box")[Instance.type] == .unknown)
    #expect(try !world.apply(undo).didChange, "what is as wanted is no conflict")
  }

  @Test func `a decision on health taken back does not take a later one with it`() throws {
    func include(_ inclusion: HealthInclusion?, by actor: User.ID = .ada) throws -> AppliedMutation
    {
      try world.apply(
        .setInstanceHealthInclusion(SetInstanceHealthInclusion(id: box, inclusion: inclusion)),
        by: actor)
    }
    let applied = try include(.optOut)
    _ = try include(.included, by: .mona)
    #expect(try world.refusal(of: #require(applied.inverse)).code == .conflict)
  }

  @Test func `whether it counts in health goes through the three states`() throws {
    func include(_ inclusion: HealthInclusion?) throws -> String {
      try world.apply(
        .setInstanceHealthInclusion(SetInstanceHealthInclusion(id: box, inclusion: inclusion))
      ).summary
    }
    let name = "instance gitlab.acme.example of Acme"
    #expect(try include(.included) == "Included in health: \(name)")
    #expect(try include(.optOut) == "Kept out of health: \(name)")
    #expect(try include(nil) == "Undecided for health: \(name)")
  }
}

@Suite struct MutationContactTests {
  let world = MutationWorld()

  private func add(_ email: String, id: String = "dave") -> Mutation {
    .addContact(
      AddContact(
        id: Contact.ID(id), account: .acme,
        fields: .with {
          $0[Contact.lastName] = "Grohl"
          $0[Contact.email] = email
        }))
  }

  @Test func `a contact made here goes again, one of Salesforce does not`() throws {
    let before = world.rows.rows
    let applied = try world.apply(add("dave@acme.example"))
    #expect(applied.summary == "Added contact Grohl of Acme")
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
    #expect(
      try world.refusal(of: .deleteContact(DeleteContact(id: Contact.ID("carol")))).reason
        == """
        contact Carol Shaw of Acme is in Salesforce and cannot be deleted here: mark the contact \
        as inactive instead
        """)
  }

  @Test func `one address is one contact, however it is spelled`() throws {
    try world.set(Contact.table, "carol", Contact.email, "Carol@acme.example")
    #expect(
      try world.refusal(of: add("carol@ACME.example")).reason
        == "carol@acme.example already belongs to contact Carol Shaw of Acme: edit that one")
  }

  @Test(arguments: [
    ("a@b.example", true), ("a.b+c@d.e.example", true), ("ü@münchen.example", true),
    ("a@b", false), ("@b.example", false), ("a@", false), ("a b@c.example", false),
    ("a@b@c.example", false), ("a@.example", false), ("a\u{1b}@b.example", false),
  ])
  func `an address has a name and a domain`(address: String, isGood: Bool) throws {
    if isGood {
      try world.apply(add(address))
    } else {
      #expect(
        try world.refusal(of: add(address)).reason
          == """
          "E-mail" of contact Grohl of Acme must be an e-mail address such as ada@example.com
          """)
    }
  }

  @Test func `an edit of a shared field arrives, whatever was there`() throws {
    let change = FieldChange(Contact.title, from: "CTO", to: "CEO")
    try world.apply(.editContact(EditContact(id: Contact.ID("carol"), changes: [change])))
    #expect(try world.row(Contact.table, "carol")[Contact.title] == "CEO")
  }

  @Test func `a bad address that an import brought comes back when the repair is undone`() throws {
    try world.set(Contact.table, "carol", Contact.email, "carol at acme")
    let before = world.rows.rows
    let change = FieldChange(Contact.email, from: "carol at acme", to: "carol@acme.example")
    let applied = try world.apply(
      .editContact(EditContact(id: Contact.ID("carol"), changes: [change])))
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `the phone number is Salesforce's`() throws {
    let change = FieldChange(Contact.phone, from: nil, to: "1")
    #expect(
      try world.refusal(of: .editContact(EditContact(id: Contact.ID("carol"), changes: [change])))
        .code == .fieldNotYours)
  }
}
