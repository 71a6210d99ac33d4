import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct PlanQueryTests {
  private let today = ReplicaWorld.today

  @Test func `a plan has its objectives, open ones first, with tasks and owners`() throws {
    let tasks = [("t2", 2, nil), ("t1", 1, today)].map { id, position, closed in
      var task = Row(CTATask.table, id: id)
      task[CTATask.account] = Account.ID("acme")
      task[CTATask.cta] = CTA.ID("later")
      task[CTATask.position] = position
      task[CTATask.closedDate] = closed
      return task
    }
    let objectives = [
      objective("undated"), objective("done", due: today, closed: today),
      objective("later", due: today.adding(days: 9)), objective("soon", due: today),
    ]
    let world = try ReplicaWorld(
      [.account("acme"), plan("plan", .active), plan("draft", .draft)] + objectives + tasks
        + [.cta("loose", of: "acme")])

    let rows = try world.replica.planRows(of: Account.ID("acme"))

    #expect(rows.map(\.plan.id) == ["plan", "draft"])
    #expect(rows[0].objectives.map(\.cta.id) == ["soon", "later", "undated", "done"])
    #expect(rows[0].objectives[1].tasks.map(\.id) == ["t1", "t2"])
    #expect(rows[0].objectives[0].ownerName == "Ada")
    // One of four is done, and half of another.
    #expect(rows[0].progress.share == 1.5 / 4)
    #expect(rows[1].objectives.isEmpty)
  }

  @Test func `a plan gets an id as it is stored, and undo takes it back`() throws {
    let world = try ReplicaWorld([.account("acme")])
    var fields = Fields()
    fields[SuccessPlan.name] = "ROI plan"
    fields[SuccessPlan.type] = .roi
    let add = Mutation.addPlan(
      AddPlan(id: SuccessPlan.ID(""), account: Account.ID("acme"), fields: fields))

    _ = try world.replica.perform([add.identified { "new" }], label: nil)
    let rows = try world.replica.planRows(of: Account.ID("acme"))
    #expect(rows.map(\.id.rawValue) == ["new"])
    #expect(rows[0].ownerName == "Ada")

    _ = try world.replica.undo()
    #expect(try world.replica.planRows(of: Account.ID("acme")).isEmpty)
  }

  @Test func `a plan has what was logged about it or its objectives`() throws {
    let entries = [("old", "plan", nil), ("other", nil, "loose"), ("new", nil, "goal")].map {
      id, plan, cta in
      var entry = Row(Activity.table, id: id)
      entry[Activity.account] = Account.ID("acme")
      entry[Activity.subject] = id
      entry[Activity.type] = .call
      entry[Activity.day] = id == "new" ? today : today.adding(days: -3)
      entry[Activity.plan] = plan.map { SuccessPlan.ID($0) }
      entry[Activity.cta] = cta.map { CTA.ID($0) }
      return entry
    }
    let world = try ReplicaWorld(
      [.account("acme"), plan("plan", .active), objective("goal"), .cta("loose", of: "acme")]
        + entries)

    let rows = try world.replica.planRows(of: Account.ID("acme"))

    #expect(rows[0].entries.map(\.id.rawValue) == ["new", "old"])
  }

  private func plan(_ id: String, _ status: SuccessPlanStatus) -> Row {
    var row = Row(SuccessPlan.table, id: id)
    row[SuccessPlan.account] = Account.ID("acme")
    row[SuccessPlan.name] = id
    row[SuccessPlan.status] = status
    return row
  }

  private func objective(_ id: String, due: Day? = nil, closed: Day? = nil) -> Row {
    var row = Row.cta(id, of: "acme", due: due, closed: closed)
    row[CTA.type] = .objective
    row[CTA.plan] = SuccessPlan.ID("plan")
    return row
  }
}
