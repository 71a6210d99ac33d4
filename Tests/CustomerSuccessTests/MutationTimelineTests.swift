import CustomerSuccess
import Support
import Testing

@Suite struct MutationTimelineTests {
  let world = MutationWorld()

  private func log(
    _ fields: Fields, id: String = "call", draft: ActivityDraft.ID? = nil
  ) -> Mutation {
    .logActivity(
      LogActivity(id: Activity.ID(id), account: .acme, fields: fields, draft: draft))
  }

  private func edit<T>(_ field: Field<T>, from: T?, to: T?) -> Mutation {
    .editActivity(
      EditActivity(id: Activity.ID("note"), changes: [FieldChange(field, from: from, to: to)]))
  }

  @Test func `a logged call moves the last activity, the cadence and the health at once`() throws {
    let before = try world.row(Account.table, "acme")
    #expect(before[Account.healthColor] == .red)

    let applied = try world.apply(log(.call()))

    let account = try world.row(Account.table, "acme")
    #expect(account[Account.lastActivityDate] == MutationWorld.today)
    #expect(account[Account.lastTimelineActivity] == MutationWorld.today)
    #expect(account[Account.healthColor] == .green)
    let engagement = try world.row(HealthMeasure.table, "acme:Engagement")
    #expect(engagement[HealthMeasure.score] == 87.5)
    #expect(applied.summary == "Logged activity Weekly call of Acme")
    #expect(applied.account == .acme)
  }

  @Test func `an update moves the last timeline entry alone`() throws {
    var fields = Fields.call()
    fields[Activity.type] = .update
    try world.apply(log(fields))
    let account = try world.row(Account.table, "acme")
    #expect(account[Account.lastActivityDate] == nil)
    #expect(account[Account.lastTimelineActivity] == MutationWorld.today)
  }

  @Test func `whoever logs is the author, and it was logged when it was logged`() throws {
    try world.apply(log(.call()), by: .bob)
    let row = try world.row(Activity.table, "call")
    #expect(row[Activity.author] == .bob)
    #expect(row[Activity.createdAt] == MutationWorld.noon)
  }

  @Test func `nobody logs in the name of a colleague`() throws {
    var fields = Fields.call()
    fields[Activity.author] = .bob
    #expect(
      try world.refusal(of: log(fields)).reason
        == "only managers may log an activity in the name of somebody else: ask yours")
    try world.apply(log(fields), by: .mona)
  }

  @Test func `a sentiment sets the measure, with the notes as its comment`() throws {
    try world.apply(log(.call(notes: "They love it", sentiment: .green)))
    let measure = try world.row(HealthMeasure.table, "acme:TAM Sentiment")
    #expect(measure[HealthMeasure.score] == 87.5)
    #expect(measure[HealthMeasure.comment] == "They love it")
    #expect(measure[HealthMeasure.setBy] == .ada)
  }

  @Test func `an entry of an earlier day does not overrule a later sentiment`() throws {
    try world.apply(log(.call(sentiment: .red)))
    let earlier = Fields.call(day: MutationWorld.today.adding(days: -2), sentiment: .green)
    try world.apply(log(earlier, id: "earlier"), after: 60)
    let measure = try world.row(HealthMeasure.table, "acme:TAM Sentiment")
    #expect(measure[HealthMeasure.score] == 25)
    #expect(try world.row(Account.table, "acme")[Account.healthColor] == .red)
  }

  @Test func `a back-dated entry does not overrule what was set by hand since`() throws {
    try world.apply(
      .setSentiment(SetSentiment(account: .acme, sentiment: .red, comment: "lost", seen: nil)))
    let earlier = Fields.call(day: MutationWorld.today.adding(days: -2), sentiment: .green)
    try world.apply(log(earlier, id: "earlier"), after: 60)
    #expect(try sentiment() == 25)
    try world.apply(log(.call(sentiment: .yellow), id: "today"), after: 120)
    #expect(try sentiment() == 62.5, "of the same day, what comes last")
  }

  @Test func `back-dated entries overrule each other by their own days`() throws {
    func day(_ back: Int) -> Day { MutationWorld.today.adding(days: -back) }
    try world.apply(log(.call(day: day(4), sentiment: .red), id: "older"))
    try world.apply(log(.call(day: day(3), sentiment: .yellow), id: "newer"), after: 60)
    #expect(try sentiment() == 62.5)
    let change = FieldChange(Activity.sentiment, from: .yellow, to: .green)
    try world.apply(
      .editActivity(EditActivity(id: Activity.ID("newer"), changes: [change])), after: 120)
    #expect(try sentiment() == 87.5, "an entry that is corrected")
  }

  private func sentiment() throws -> Double? {
    try world.row(HealthMeasure.table, "acme:TAM Sentiment")[HealthMeasure.score]
  }

  @Test func `a moment that no calendar has is refused`() throws {
    var fields = Fields.call()
    fields[Activity.createdAt] = Instant(microseconds: .min)
    #expect(
      try world.refusal(of: log(fields)).reason
        == "\"\(Activity.createdAt.column.label)\" of activity Weekly call of Acme must be in the "
        + "years 1 through 9999")
  }

  @Test func `taking back a log brings back the draft and the opinion before it`() throws {
    try world.apply(
      .setSentiment(
        SetSentiment(account: .acme, sentiment: .yellow, comment: "wait and see", seen: nil)))
    let draft = ActivityDraft.ID("draft")
    try world.apply(
      .saveDraft(SaveDraft(id: draft, fields: .with { $0[ActivityDraft.subject] = "Weekly" })))
    let before = world.rows.rows

    let applied = try world.apply(log(.call(sentiment: .red), draft: draft), after: 60)
    #expect(world.rows.row(ActivityDraft.table, "draft") == nil)
    try world.apply(#require(applied.inverse), after: 120)

    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `taking back a log keeps the opinion that a colleague gave since`() throws {
    let applied = try world.apply(log(.call(sentiment: .red)))
    try world.apply(
      .setSentiment(SetSentiment(account: .acme, sentiment: .green, comment: "fine", seen: 25)),
      by: .bob, after: 60)
    try world.apply(#require(applied.inverse), after: 120)
    let measure = try world.row(HealthMeasure.table, "acme:TAM Sentiment")
    #expect(measure[HealthMeasure.score] == 87.5)
    #expect(measure[HealthMeasure.setBy] == .bob)
  }

  @Test func `an entry needs a subject, a type and a day that has come`() throws {
    #expect(
      try world.refusal(of: log(.call("  "))).reason
        == "an activity needs \"Subject\": fill it in")
    #expect(
      try world.refusal(of: log(.call(day: MutationWorld.today.adding(days: 2)))).reason
        == """
        an activity on \(MutationWorld.today.adding(days: 2)) has not happened yet: log it then, \
        or add a CTA for it
        """)
    var endless = Fields.call()
    endless[Activity.durationMinutes] = 1_441
    #expect(
      try world.refusal(of: log(endless)).reason
        == "a duration of 1441 minutes is not 0 through 1440: correct it")
  }

  @Test func `a note of 256 kB fits, one more byte does not`() throws {
    try world.apply(log(.call(notes: String(repeating: "n", count: TextLimit.noteBytes))))
    let long = String(repeating: "n", count: TextLimit.noteBytes + 1)
    #expect(
      try world.refusal(of: log(.call(notes: long), id: "long")).reason
        == """
        "Notes" of activity Weekly call of Acme is 262145 bytes long; at most 262144 fit: shorten it
        """)
  }

  @Test func `the same log sent twice is one entry, another with its id is refused`() throws {
    try world.apply(log(.call()))
    let again = try world.apply(log(.call()), after: 60)
    #expect(!again.didChange && again.inverse == nil)
    let refusal = try world.refusal(of: log(.call("Another")))
    #expect(refusal.code == .idTaken)
    #expect(
      refusal.reason
        == "there already is another activity with the id call: make it again, with a new id")
  }

  @Test func `a log sent again does not overrule an opinion given since`() throws {
    try world.apply(log(.call(sentiment: .red)))
    try world.apply(
      .setSentiment(SetSentiment(account: .acme, sentiment: .green, comment: nil, seen: 25)),
      by: .bob, after: 60)
    #expect(try !world.apply(log(.call(sentiment: .red)), after: 120).didChange)
    let measure = try world.row(HealthMeasure.table, "acme:TAM Sentiment")
    #expect(measure[HealthMeasure.score] == 87.5)
  }

  @Test func `a note outlives the CTA it was linked to`() throws {
    var fields = Fields.call()
    fields[Activity.cta] = CTA.ID("deleted meanwhile")
    try world.apply(log(fields))
    #expect(try world.row(Activity.table, "call")[Activity.cta] == nil)
  }

  @Test func `a log is not linked to the CTA of another customer`() throws {
    let mutation = Mutation.logActivity(
      LogActivity(
        id: Activity.ID("call"), account: .globex,
        fields: {
          var fields = Fields.call()
          fields[Activity.cta] = CTA.ID("risk")
          return fields
        }()))
    #expect(
      try world.refusal(of: mutation).reason
        == """
        "CTA" of activity Weekly call of Globex cannot be Renewal at risk, which belongs to another \
        customer: choose one of Globex
        """)
  }

  @Test func `an edit says so, and taking it back leaves no trace`() throws {
    let before = world.rows.rows
    let applied = try world.apply(edit(Activity.notes, from: "All quiet.", to: "Not so quiet."))
    #expect(try world.row(Activity.table, "note")[Activity.editedAt] == MutationWorld.noon)
    #expect(applied.summary == "Edited activity State of things of Acme")
    try world.apply(#require(applied.inverse), after: 60)
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `making an update a call moves the last activity, and back`() throws {
    let applied = try world.apply(edit(Activity.type, from: .update, to: .call))
    let day = MutationWorld.today.adding(days: -3)
    #expect(try world.row(Account.table, "acme")[Account.lastActivityDate] == day)
    try world.apply(#require(applied.inverse))
    #expect(try world.row(Account.table, "acme")[Account.lastActivityDate] == nil)
  }

  @Test func `two who rewrite the same notes both keep their version`() throws {
    try world.apply(edit(Activity.notes, from: "All quiet.", to: "Ada's"), by: .ada)
    let bobs = edit(Activity.notes, from: "All quiet.", to: "Bob's")
    let applied = try world.apply(bobs, by: .bob, after: 60)

    #expect(try world.row(Activity.table, "note")[Activity.notes] == "Ada's")
    let siblings = world.rows.all(Activity.table)
      .filter { $0[Activity.siblingOf] == Activity.ID("note") }
    #expect(siblings.map { $0[Activity.notes] } == ["Bob's"])
    #expect(siblings.map { $0[Activity.author] } == [.bob])
    #expect(
      applied.summary
        == "Kept your version of activity State of things of Acme beside the other one")

    #expect(try !world.apply(bobs, by: .bob, after: 90).didChange, "sent twice, kept once")
    try world.apply(#require(applied.inverse), by: .bob, after: 120)
    #expect(world.rows.all(Activity.table).count == 1)
  }

  @Test func `the other fields of an entry take what arrives last`() throws {
    try world.set(Activity.table, "note", Activity.meetingType, .ebr)
    try world.apply(edit(Activity.meetingType, from: nil, to: .kickoff))
    #expect(try world.row(Activity.table, "note")[Activity.meetingType] == .kickoff)
  }

  @Test func `an edit of a deleted entry is refused and says so`() throws {
    try world.apply(.deleteActivity(DeleteActivity(id: Activity.ID("note"))))
    let refusal = try world.refusal(of: edit(Activity.notes, from: "All quiet.", to: "Mine"))
    #expect(refusal.code == .missing)
    #expect(
      refusal.reason
        == """
        the activity note does not exist: it was deleted, or it left your book; bring it back \
        first, or discard this edit
        """)
  }

  @Test func `only the author or a manager deletes an entry`() throws {
    let delete = Mutation.deleteActivity(DeleteActivity(id: Activity.ID("note")))
    #expect(try world.refusal(of: delete, by: .bob).code == .notPermitted)
    try world.apply(delete, by: .mona)
    #expect(try !world.apply(delete, by: .mona).didChange)
  }

  @Test func `a draft belongs to its author alone`() throws {
    let draft = ActivityDraft.ID("draft")
    let save = Mutation.saveDraft(
      SaveDraft(id: draft, fields: .with { $0[ActivityDraft.notes] = "half a thou" }))
    try world.apply(save)
    #expect(try world.refusal(of: save, by: .bob).code == .idTaken)
    let discard = Mutation.discardDraft(DiscardDraft(id: draft))
    #expect(
      try world.refusal(of: discard, by: .bob).reason
        == "the draft draft belongs to somebody else: only its author may log or discard it")
    let applied = try world.apply(discard)
    try world.apply(#require(applied.inverse))
    #expect(try world.row(ActivityDraft.table, "draft")[ActivityDraft.notes] == "half a thou")
  }
}
