import CustomerSuccess
import Support
import Testing

@Suite struct MutationCTATests {
  let world = MutationWorld()
  private let risk = CTA.ID("risk")
  private let objective = CTA.ID("objective")

  private func add(
    _ id: String = "new", tasks: [AddTask] = [], _ fill: (inout Fields) -> Void
  ) -> Mutation {
    .addCTA(AddCTA(id: CTA.ID(id), account: .acme, fields: .with(fill), tasks: tasks))
  }

  @Test func `a new CTA is open, the author's own, and starts today`() throws {
    let applied = try world.apply(
      add {
        $0[CTA.name] = "Book the EBR"
        $0[CTA.type] = .lifecycle
        $0[CTA.dueDate] = MutationWorld.today.adding(days: 7)
      })
    let row = try world.row(CTA.table, "new")
    #expect(row[CTA.status] == .new)
    #expect(row[CTA.priority] == .medium)
    #expect(row[CTA.owner] == .ada)
    #expect(row[CTA.startDate] == MutationWorld.today)
    #expect(row[CTA.originalDueDate] == MutationWorld.today.adding(days: 7))
    #expect(applied.summary == "Added CTA Book the EBR of Acme")
  }

  @Test func `onboarding begins and ends with its CTA, and comes back with it`() throws {
    let before = world.rows.rows
    func onboarding() throws -> [Day?] {
      let account = try world.row(Account.table, "acme")
      return [account[Account.onboardingStart], account[Account.onboardingEnd]]
    }
    let id = CTA.ID("new")
    let added = try world.apply(
      add {
        $0[CTA.name] = "Start"
        $0[CTA.type] = .lifecycle
        $0[CTA.playbook] = "New Customer Onboarding"
      })
    #expect(try onboarding() == [MutationWorld.today, nil])
    let engagement = try world.row(HealthMeasure.table, "acme:Engagement")
    #expect(engagement[HealthMeasure.score] == nil, "not judged in the first days")
    try world.apply(.closeCTA(CloseCTA(id: id, status: .closedSuccess)))
    #expect(try onboarding() == [MutationWorld.today, MutationWorld.today])
    try world.apply(.reopenCTA(ReopenCTA(id: id, from: .closedSuccess)))
    #expect(try onboarding() == [MutationWorld.today, nil])
    try world.apply(#require(added.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `an onboarding CTA that never started hides no other`() throws {
    for (id, start) in [("a", nil), ("b", MutationWorld.today.adding(days: -9))] {
      world.rows.save(
        MutationWorld.row(CTA.table, id) {
          $0[CTA.name] = "Onboarding"
          $0[CTA.type] = .lifecycle
          $0[CTA.startDate] = start
          $0[CTA.status] = .new
        })
    }
    try world.apply(.closeCTA(CloseCTA(id: CTA.ID("b"), status: .closedSuccess)))
    #expect(
      try world.row(Account.table, "acme")[Account.onboardingStart]
        == MutationWorld.today.adding(days: -9))
  }

  @Test func `a playbook brings its tasks, and they go with the CTA`() throws {
    let before = world.rows.rows
    let tasks = ["one", "two"].map { name in
      AddTask(
        id: CTATask.ID(name), cta: CTA.ID("new"), fields: .with { $0[CTATask.name] = name })
    }
    let applied = try world.apply(
      add(tasks: tasks) {
        $0[CTA.name] = "Onboard"
        $0[CTA.type] = .lifecycle
      })
    #expect(try world.row(CTATask.table, "two")[CTATask.position] == 2)
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `what a new CTA must have`() throws {
    let due = MutationWorld.today.adding(days: -1)
    #expect(
      try world.refusal(of: add { $0[CTA.type] = .risk }).reason
        == "a CTA needs \"Name\": fill it in")
    #expect(
      try world.refusal(
        of: add {
          $0[CTA.name] = "Late"
          $0[CTA.type] = .risk
          $0[CTA.dueDate] = due
        }
      ).reason
        == "a CTA that starts on \(MutationWorld.today) cannot be due on \(due): choose a later day"
    )
    #expect(
      try world.refusal(
        of: add {
          $0[CTA.name] = "Loose"
          $0[CTA.type] = .objective
        }
      ).reason == "a CTA needs \"Success plan\": fill it in")
    #expect(
      try world.refusal(
        of: add {
          $0[CTA.name] = "Done"
          $0[CTA.type] = .risk
          $0[CTA.status] = .closedSuccess
        }
      ).reason == "a new CTA is open: add it first, then close it")
  }

  @Test func `closing wakes a CTA, and taking it back puts it to sleep again`() throws {
    let until = MutationWorld.today.adding(days: 5)
    try world.apply(.snoozeCTA(SnoozeCTA(id: risk, until: until, reason: .customerAway)))
    let before = world.rows.rows
    let applied = try world.apply(.closeCTA(CloseCTA(id: risk, status: .closedSuccess)))
    let row = try world.row(CTA.table, "risk")
    #expect(row[CTA.closedDate] == MutationWorld.today)
    #expect(row[CTA.snoozedUntil] == nil)
    #expect(applied.summary == "Closed CTA Renewal at risk of Acme")
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test(arguments: [
    (CTAType.risk, CTAStatus.closedSuccess, true), (.risk, .notNeeded, false),
    (.lifecycle, .notNeeded, true), (.lifecycle, .lackOfBudget, false),
    (.objective, .lackOfBudget, true), (.objective, .notNeeded, false), (.risk, .new, false),
  ])
  func `the type decides the reasons`(type: CTAType, status: CTAStatus, closes: Bool) throws {
    try world.set(CTA.table, "risk", CTA.type, type)
    let close = Mutation.closeCTA(CloseCTA(id: risk, status: status, outcome: "as hoped"))
    if closes {
      try world.apply(close)
    } else {
      let reason = try world.refusal(of: close).reason
      #expect(
        reason.hasPrefix(
          "CTA Renewal at risk of Acme cannot be closed as \"\(status.rawValue)\"; its type allows: "
        ))
    }
  }

  @Test func `an objective closes with the summary of its outcome only`() throws {
    #expect(
      try world.refusal(of: .closeCTA(CloseCTA(id: objective, status: .closedSuccess))).reason
        == """
        CTA CI for everyone of Acme is an objective: write the summary of its outcome to close it
        """)
    try world.apply(
      .closeCTA(CloseCTA(id: objective, status: .closedSuccess, outcome: "All teams run CI")))
    #expect(try world.row(CTA.table, "objective")[CTA.outcome] == "All teams run CI")
  }

  @Test func `closing twice is closing once, closing otherwise is a conflict`() throws {
    try world.apply(.closeCTA(CloseCTA(id: risk, status: .alreadySolved)))
    #expect(
      try !world.apply(.closeCTA(CloseCTA(id: risk, status: .alreadySolved)), by: .bob).didChange)
    let refusal = try world.refusal(of: .closeCTA(CloseCTA(id: risk, status: .notRelevant)))
    #expect(refusal.code == .conflict)
    #expect(refusal.current == .text("Closed: Already Solved"))
    #expect(
      refusal.reason
        == """
        "Status" of CTA Renewal at risk of Acme was changed meanwhile: it is \
        "Closed: Already Solved" now, you wanted "Closed: Not Relevant"; keep theirs, or apply \
        yours again
        """)
  }

  @Test func `closing beats snoozing, whichever arrives first`() throws {
    let until = MutationWorld.today.adding(days: 5)
    let snooze = Mutation.snoozeCTA(SnoozeCTA(id: risk, until: until, reason: .notNow))
    try world.apply(.closeCTA(CloseCTA(id: risk, status: .closedSuccess)))
    let applied = try world.apply(snooze, by: .bob)
    #expect(!applied.didChange)
    #expect(applied.summary == "CTA Renewal at risk of Acme is closed and stays closed")
  }

  @Test func `only a closed CTA reopens, and from the state that was seen`() throws {
    let reopen = Mutation.reopenCTA(ReopenCTA(id: risk, from: .closedSuccess))
    #expect(try world.refusal(of: reopen).code == .conflict)
    try world.apply(.closeCTA(CloseCTA(id: risk, status: .closedSuccess)))
    try world.apply(reopen)
    let row = try world.row(CTA.table, "risk")
    #expect(row[CTA.status] == .workInProgress)
    #expect(row[CTA.closedDate] == nil)
  }

  @Test func `a CTA sleeps until a day to come`() throws {
    let today = MutationWorld.today
    #expect(
      try world.refusal(of: .snoozeCTA(SnoozeCTA(id: risk, until: today, reason: nil))).reason
        == "a CTA sleeps until a day after today, not \(today): choose a later day")
  }

  @Test func `a CTA may sleep until an event, and waking forgets it`() throws {
    let until = MutationWorld.today.adding(days: SnoozeCTA.eventDays)
    let before = world.rows.rows
    let applied = try world.apply(
      .snoozeCTA(
        SnoozeCTA(id: risk, until: until, reason: nil, event: .renewalMoved, mark: "2025-01-31")))
    let row = try world.row(CTA.table, "risk")
    #expect(row[CTA.snoozeEvent] == .renewalMoved)
    #expect(row[CTA.snoozeMark] == "2025-01-31")
    #expect(
      applied.summary
        == """
        Snoozed CTA Renewal at risk of Acme until: renewal date changed, at the latest \(until)
        """)
    try world.apply(.closeCTA(CloseCTA(id: risk, status: .closedSuccess)))
    #expect(try world.row(CTA.table, "risk")[CTA.snoozeEvent] == nil)
    try world.apply(.reopenCTA(ReopenCTA(id: risk, from: .closedSuccess)))
    try world.apply(#require(applied.inverse))
    #expect(try world.row(CTA.table, "risk")[CTA.snoozeMark] == nil)
    #expect(before[RowKey(CTA.table, "risk")]?[CTA.snoozeMark] == nil)
  }

  @Test func `waking twice is waking once`() throws {
    let until = MutationWorld.today.adding(days: 5)
    try world.apply(.snoozeCTA(SnoozeCTA(id: risk, until: until, reason: .notNow)))
    #expect(try world.apply(.wakeCTA(WakeCTA(id: risk))).didChange)
    #expect(try !world.apply(.wakeCTA(WakeCTA(id: risk))).didChange)
  }

  @Test func `the one who loses a CTA is to be told`() throws {
    let applied = try world.apply(.assignCTA(AssignCTA(id: objective, owner: .mona)))
    #expect(applied.displaced == .bob)
    #expect(applied.summary == "Gave CTA CI for everyone of Acme to Mona Manager")
    #expect(try world.apply(.assignCTA(AssignCTA(id: risk, owner: .bob))).displaced == nil)
    #expect(
      try world.refusal(of: .assignCTA(AssignCTA(id: risk, owner: .gone))).reason
        == "Gone Guest was deactivated and cannot take work: choose somebody else")
  }

  @Test func `a CTA given away is not taken from whoever has it since`() throws {
    let applied = try world.apply(.assignCTA(AssignCTA(id: risk, owner: .bob)))
    try world.apply(.assignCTA(AssignCTA(id: risk, owner: .mona)), by: .bob)
    let refusal = try world.refusal(of: #require(applied.inverse))
    #expect(refusal.code == .conflict)
    #expect(refusal.current == .text("mona") && refusal.yours == .text("ada"))
  }

  @Test func `a sleep taken back does not end or change a later one`() throws {
    let today = MutationWorld.today
    func snooze(_ days: Int) -> Mutation {
      .snoozeCTA(SnoozeCTA(id: risk, until: today.adding(days: days), reason: .notNow))
    }
    let first = try world.apply(snooze(3))
    let second = try world.apply(snooze(7))
    let refusal = try world.refusal(of: #require(first.inverse))
    #expect(refusal.code == .conflict)
    #expect(refusal.current == today.adding(days: 7).stored)
    try world.apply(snooze(9), by: .bob)
    #expect(try world.refusal(of: #require(second.inverse)).code == .conflict)
    try world.apply(.wakeCTA(WakeCTA(id: risk)), by: .bob)
    #expect(try !world.apply(#require(first.inverse)).didChange)
  }

  @Test func `a CTA that others have planned tasks for is not swept away by an undo`() throws {
    let task = AddTask(
      id: CTATask.ID("one"), cta: CTA.ID("new"), fields: .with { $0[CTATask.name] = "Invite" })
    let applied = try world.apply(
      add(tasks: [task]) {
        $0[CTA.name] = "Onboard"
        $0[CTA.type] = .lifecycle
      })
    let later = AddTask(
      id: CTATask.ID("two"), cta: CTA.ID("new"), fields: .with { $0[CTATask.name] = "Train" })
    let added = try world.apply(.addTask(later), by: .bob)
    let undo = try #require(applied.inverse)
    #expect(
      try world.refusal(of: undo).reason
        == """
        CTA Onboard of Acme has the task "Train", which was added since: delete that task first, \
        or close the CTA instead
        """)

    try world.apply(#require(added.inverse), by: .bob)
    try world.apply(undo)
    #expect(world.rows.row(CTA.table, "new") == nil)
  }

  @Test func `two due dates for one CTA are a conflict with both in it`() throws {
    let seen = MutationWorld.today.adding(days: 20)
    let change = FieldChange(CTA.dueDate, from: seen, to: seen.adding(days: 3))
    try world.set(CTA.table, "risk", CTA.dueDate, seen.adding(days: 1))
    let refusal = try world.refusal(of: .editCTA(EditCTA(id: risk, changes: [change])))
    #expect(refusal.code == .conflict)
    #expect(refusal.current == seen.adding(days: 1).stored)
    #expect(refusal.yours == seen.adding(days: 3).stored)
    try world.set(CTA.table, "risk", CTA.dueDate, seen.adding(days: 3))
    #expect(try !world.apply(.editCTA(EditCTA(id: risk, changes: [change]))).didChange)
  }

  @Test func `comments written at the same time stand one below the other`() throws {
    func comment(_ text: String) -> Mutation {
      .editCTA(
        EditCTA(
          id: risk,
          changes: [
            FieldChange(CTA.comments, from: "Sponsor left.", to: "Sponsor left. " + text)
          ]))
    }
    try world.apply(comment("New one is Eve."), by: .ada)
    let before = world.rows.rows
    let applied = try world.apply(comment("Waiting for HR."), by: .bob)
    #expect(
      try world.row(CTA.table, "risk")[CTA.comments]
        == """
        Sponsor left. New one is Eve.

        — Bob Noyce, written at the same time:
        Waiting for HR.
        """)
    #expect(try !world.apply(comment("Waiting for HR."), by: .bob).didChange)
    try world.apply(#require(applied.inverse), by: .bob)
    #expect(differences(world.rows.rows, before) == [])
  }

  @Test func `editing does not close, snooze or date back`() throws {
    func refusal<T>(_ field: Field<T>, _ from: T?, _ to: T?) throws -> String {
      let change = FieldChange(field, from: from, to: to)
      return try world.refusal(of: .editCTA(EditCTA(id: risk, changes: [change]))).reason
    }
    #expect(
      try refusal(CTA.status, .new, .closedSuccess)
        == "a CTA is closed with a reason, not by editing its status: close it instead")
    #expect(
      try refusal(CTA.snoozedUntil, nil, MutationWorld.today.adding(days: 1))
        == """
        "Snoozed until" cannot be edited like other fields: snooze or wake the CTA instead
        """)
    #expect(
      try refusal(CTA.startDate, nil, MutationWorld.today)
        == """
        "Started" of CTA Renewal at risk of Acme is not changed here: it was set when the row was \
        made and stays as it is
        """)
  }

  @Test func `a CTA that the timeline mentions is not deleted`() throws {
    try world.set(Activity.table, "note", Activity.cta, risk)
    #expect(
      try world.refusal(of: .deleteCTA(DeleteCTA(id: risk))).reason
        == "CTA Renewal at risk of Acme is part of the timeline and stays: close it instead")
  }

  @Test func `deleting a CTA and taking it back restores every task`() throws {
    try world.set(CTATask.table, "step", CTATask.status, .closed)
    let before = world.rows.rows
    let applied = try world.apply(.deleteCTA(DeleteCTA(id: risk)))
    #expect(world.rows.all(CTATask.table).isEmpty)
    try world.apply(#require(applied.inverse))
    #expect(differences(world.rows.rows, before) == [])
  }
}
