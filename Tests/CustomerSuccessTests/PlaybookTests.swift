import CustomerSuccess
import Testing

@Suite struct PlaybookTests {
  // 2024-10-04 is a Friday.
  private static let friday = MutationWorld.today

  @Test(arguments: [
    ("2024-10-04", 0, "2024-10-04"), ("2024-10-04", 1, "2024-10-07"),
    ("2024-10-04", 5, "2024-10-11"), ("2024-10-04", 6, "2024-10-14"),
    ("2024-10-05", 0, "2024-10-07"), ("2024-10-05", 1, "2024-10-07"),
    ("2024-10-06", 2, "2024-10-08"), ("2024-10-07", 4, "2024-10-11"),
    ("2024-10-07", 5, "2024-10-14"), ("2024-12-31", 1, "2025-01-01"),
    ("2024-10-04", -3, "2024-10-01"), ("2024-10-05", -1, "2024-10-04"),
    ("2024-10-06", -1, "2024-10-04"), ("2024-10-07", -1, "2024-10-04"),
    ("2024-10-07", -6, "2024-09-27"),
  ])
  func `working days leave weekends out, and know no holidays`(
    start: String, count: Int, end: String
  ) throws {
    let day = try #require(Day(start))
    #expect(day.adding(workingDays: count).description == end)
  }

  @Test func `counting working days one by one comes out the same`() {
    for offset in 0..<7 {
      let start = Self.friday.adding(days: offset)
      var day = start.adding(days: -1)
      for count in 1...40 {
        repeat { day = day.adding(days: 1) } while !day.isWorkingDay || day <= start
        #expect(start.adding(workingDays: count) == day, "\(start) and \(count)")
      }
    }
  }

  @Test func `the way back goes by the same days`() {
    for offset in 0..<7 {
      let start = Self.friday.adding(days: offset)
      var day = start
      for count in 1...40 {
        repeat { day = day.adding(days: -1) } while !day.isWorkingDay
        #expect(start.adding(workingDays: -count) == day, "\(start) and \(-count)")
        #expect(day.workingDays(until: start) == count - (start.isWorkingDay ? 0 : 1))
      }
    }
  }

  private static let renewal = Playbook(
    name: "Upcoming Renewal", type: .renewal, reason: "Renewal", priority: .high,
    tasks: [
      PlaybookTask(name: "Review", dueAfter: 2, owner: .accountOwner),
      PlaybookTask(name: "Ask", details: "Gently.", dueAfter: 5, owner: .tam, priority: .high),
      PlaybookTask(name: "Approve", dueAfter: 6, owner: .tamManager),
      PlaybookTask(name: "Demo", dueAfter: 6, owner: .solutionsArchitect),
      PlaybookTask(name: "Close", dueAfter: 8),
    ])

  private static func user(_ id: User.ID) -> Row? {
    guard id.rawValue != "unknown" else { return nil }
    var row = MutationWorld.user(id.rawValue, id.rawValue, .tam, isActive: id != .gone)
    if id == .ada { row[User.manager] = .mona }
    return row
  }

  private static func tasks(_ fill: (inout Row) -> Void) -> [Row] {
    var account = Row(Account.table, id: "acme")
    fill(&account)
    var cta = Row(CTA.table, id: "cta")
    cta[CTA.owner] = .bob
    return renewal.taskRows(
      of: cta, account: account, start: friday, user: Self.user,
      ids: { CTATask.ID("task\($0)") })
  }

  @Test func `tasks are due by working days and go to the people the roles name`() {
    let rows = Self.tasks {
      $0[Account.tam] = .ada
      $0[Account.accountOwner] = User.ID("sal")
      $0[Account.solutionsArchitect] = User.ID("sa")
    }
    #expect(rows.map { $0[CTATask.owner] } == [User.ID("sal"), .ada, .mona, User.ID("sa"), .bob])
    #expect(
      rows.map { $0[CTATask.dueDate]?.description } == [
        "2024-10-08", "2024-10-11", "2024-10-14", "2024-10-14", "2024-10-16",
      ])
    #expect(rows.map { $0[CTATask.position] } == [1, 2, 3, 4, 5])
    #expect(rows[1][CTATask.details] == "Gently.")
    #expect(rows[1][CTATask.priority] == .high)
    #expect(rows.allSatisfy { $0[CTATask.status] == .open })
  }

  @Test func `whom the customer does not have, the owner of the CTA stands in for`() {
    #expect(Self.tasks { _ in }.allSatisfy { $0[CTATask.owner] == .bob })
    let rows = Self.tasks {
      $0[Account.tam] = .gone
      $0[Account.accountOwner] = User.ID("unknown")
    }
    #expect(rows.allSatisfy { $0[CTATask.owner] == .bob })
  }

  @Test func `a task is untouched until somebody changes or starts it`() {
    var row = Self.tasks { $0[Account.tam] = .ada }[1]
    func isUntouched() -> Bool { CTATask.isUntouched(row, from: Self.renewal) }
    #expect(isUntouched())
    row[CTATask.position] = 9
    #expect(isUntouched(), "moving up is nobody's doing")
    row[CTATask.dueDate] = Self.friday
    #expect(!isUntouched())
    row = Self.tasks { _ in }[1]
    row[CTATask.status] = .inProgress
    #expect(!isUntouched())
    row = Self.tasks { _ in }[1]
    let other = Playbook(name: "Another", type: .risk, tasks: Self.renewal.tasks)
    #expect(!CTATask.isUntouched(row, from: other))
    row[CTATask.playbookMark] = nil
    #expect(isUntouched(), "an import brings no marks: the name decides")
    row[CTATask.name] = "My own"
    #expect(!isUntouched())
  }

  @Test func `a new CTA is due when its last task is, unless somebody says otherwise`() {
    let account = Row(Account.table, id: "acme")
    func add(_ more: Fields = Fields()) -> AddCTA {
      Self.renewal.newCTA(
        of: account, with: more, author: .bob, today: Self.friday, user: Self.user)
    }
    #expect(add().fields[CTA.dueDate]?.description == "2024-10-16")
    #expect(add().fields[CTA.playbook] == "Upcoming Renewal")
    #expect(add().tasks.count == 5)
    let mine = add(
      .with {
        $0[CTA.name] = "Renewal 2025"
        $0[CTA.dueDate] = Self.friday
        $0[CTA.owner] = .ada
      })
    #expect(mine.fields[CTA.name] == "Renewal 2025")
    #expect(mine.fields[CTA.dueDate] == Self.friday)
    #expect(mine.tasks.last?.fields[CTATask.owner] == .ada)
  }

  @Test func `a playbook travels whole`() throws {
    let row = try StoredPlaybook.row(Self.renewal)
    #expect(row.id == "Upcoming Renewal")
    #expect(row.scope == .organization)
    #expect(StoredPlaybook.playbook(row) == Self.renewal)
    var newer = row
    newer[StoredPlaybook.body] = #"{"name":"Upcoming Renewal","type":"Renewal","steps":[]}"#
    #expect(StoredPlaybook.playbook(newer) == nil)
    let template = PlanTemplate(
      name: "Land", type: .accountPlan, due: .fiscalYearEnd,
      objectives: [PlanTemplate.Objective(name: "First team", dueAfterDays: 90)])
    #expect(StoredPlanTemplate.template(try StoredPlanTemplate.row(template)) == template)
  }
}
