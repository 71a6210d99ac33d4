import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import TamService

/// Entries of the timeline, which Salesforce shows as tasks.
@Suite struct TaskPushTests {
  private let world: JobWorld

  init() throws { world = try JobWorld(sizes: JobWorld.small) }

  private func log(_ id: String, _ subject: String, with account: Row) throws {
    var fields = Fields()
    fields[Activity.type] = .call
    fields[Activity.subject] = subject
    fields[Activity.day] = world.store.now.day(secondsFromGMT: 0)
    fields[Activity.notes] = "They renew"
    try world.edit(
      .logActivity(LogActivity(id: .init(id), account: .init(account.id), fields: fields)))
  }

  private var tasks: [[String: String]] {
    world.company.salesforce.change { org in
      (org.tables["Task"]?.rows.values).map(Array.init) ?? []
    }.filter { $0["Tamarack_ID__c"] != nil }
  }

  @Test func `a logged call is a task that is done, once, and does not come back`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      let before = try world.imports.rows(SalesforceActivity.table).count
      try log("call-1", "Renewal plan", with: account)
      let run = try await world.run("push")
      #expect(run.state == .done, "\(run.reason ?? "") \(run.notes) \(run.objects)")
      let task = try #require(tasks.first)
      #expect(tasks.count == 1, "what the former system logged is there already")
      #expect(task["Tamarack_ID__c"] == "call-1")
      #expect(task["AccountId"] == account.id)
      #expect(task["Subject"] == "Renewal plan")
      #expect(task["Description"] == "They renew")
      #expect(task["Type"] == "Call")
      #expect(task["Status"] == "Completed")
      #expect(task["ActivityDate"] == "\(world.store.now.day(secondsFromGMT: 0))")
      let author = try world.imports.row(Activity.table, "call-1")?[Activity.author]
      #expect(task["OwnerId"] == author?.rawValue)

      world.pass(minutes: 60)
      let requests = world.sent.count
      for name in ["activities", "push"] { try await world.run(name) }
      #expect(world.sent.count == requests)
      #expect(try world.imports.rows(SalesforceActivity.table).count == before)
      #expect(world.company.violations == [])
    }
  }

  private var alive: [[String: String]] { tasks.filter { $0["IsDeleted"] != "true" } }

  @Test func `an entry that is deleted here is deleted there, and its undo makes the task again`()
    async throws
  {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      let others = world.company.salesforce.change { $0.tables["Task"]?.rows.count ?? 0 }
      try log("call-1", "Renewal plan", with: account)
      try log("call-2", "Expansion", with: account)
      try await world.run("push")
      #expect(alive.count == 2)

      let deleted = try world.edit(.deleteActivity(DeleteActivity(id: .init("call-1"))))
      world.pass(minutes: 60)
      let run = try await world.run("push")
      #expect(run.state == .done, "\(run.objects)")
      #expect(alive.map { $0["Tamarack_ID__c"] } == ["call-2"])
      #expect(world.company.salesforce.change { $0.tables["Task"]?.rows.count } == others + 2)
      let requests = world.company.salesforce.server.journal.entries("sobjects").count
      world.pass(minutes: 60)
      try await world.run("push")
      let more = world.company.salesforce.server.journal.entries("sobjects", method: "DELETE").count
      #expect(more == 1, "after \(requests) requests it is not deleted twice")

      try world.edit(#require(deleted.inverse))
      world.pass(minutes: 60)
      try await world.run("push")
      #expect(Set(alive.map { $0["Subject"] }) == ["Renewal plan", "Expansion"])
      #expect(world.company.violations == [])
    }
  }

  @Test func `a task that cannot be deleted is listed with the reason, and tried after a week`()
    async throws
  {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      try log("call-1", "Renewal plan", with: account)
      try await world.run("push")
      let task = try #require(alive.first?["Id"])
      world.company.salesforce.change { $0.undeletable[task] = "Tasks are kept here" }
      try world.edit(.deleteActivity(DeleteActivity(id: .init("call-1"))))
      world.pass(minutes: 60)
      let run = try await world.run("push")
      #expect(run.state == .partial)
      #expect(
        run.objects.flatMap(\.notes).contains {
          $0.hasPrefix("1 were deleted here and are still there: call-1: ")
        }, "\(run.objects)")
      let failure = try #require(try PushLedger(world.store).failures(limit: 9).first)
      #expect((failure.object, failure.record) == ("Task", "call-1"))
      #expect(failure.message == "Tasks are kept here")
      world.company.salesforce.change { $0.undeletable = [:] }
      world.pass(minutes: 60)
      #expect(try await world.run("push").state == .done)
      #expect(alive.count == 1, "not before a week has passed")
      world.pass(minutes: 8 * 1_440)
      try await world.run("push")
      #expect(alive.isEmpty)
      #expect(try PushLedger(world.store).failures(limit: 9) == [])
    }
  }

  @Test func `a task that is not ours any more is left alone`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      try log("call-1", "Renewal plan", with: account)
      try await world.run("push")
      let task = try #require(alive.first?["Id"])
      // Somebody took our key off, or the number is another record's by now.
      world.change("Task", task, ["Tamarack_ID__c": nil])
      try world.edit(.deleteActivity(DeleteActivity(id: .init("call-1"))))
      world.pass(minutes: 60)
      #expect(try await world.run("push").state == .done)
      #expect(world.salesforce("Task", task, "IsDeleted") != "true")
      #expect(world.company.salesforce.server.journal.entries("", method: "DELETE").isEmpty)
    }
  }

  // edge 37
  @Test func `a task whose answer was lost is deleted when its entry is`() async throws {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, _) = try world.customer()
      try log("call-1", "Renewal plan", with: account)
      let faults = world.company.salesforce.server.faults
      faults.add(Fault("composite/sobjects/Task", .closeAfter))
      try await world.run("push")
      faults.clear()
      #expect(alive.count == 1)
      try world.edit(.deleteActivity(DeleteActivity(id: .init("call-1"))))
      world.pass(minutes: 60)
      try await world.run("push")
      #expect(alive.isEmpty)
    }
  }

  // edge 37
  @Test func `a task that may have been made is deleted, whatever became of it since`() async throws
  {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, _) = try world.customer()
      try log("call-1", "Renewal plan", with: account)
      let faults = world.company.salesforce.server.faults
      faults.add(Fault("composite/sobjects/Task", .closeAfter))
      try await world.run("push")
      faults.clear()
      let task = try #require(alive.first?["Id"])
      world.company.salesforce.change { $0.validations["Subject"] = "Subjects are fixed" }
      try await world.run("push")
      #expect(try PushLedger(world.store).failures(limit: 9).map(\.state) == [.refused])
      try world.edit(.deleteActivity(DeleteActivity(id: .init("call-1"))))
      world.pass(minutes: 60)
      try await world.run("push")
      #expect(world.salesforce("Task", task, "IsDeleted") == "true")
    }
  }

  @Test func `our key is known in whatever case somebody wrote its name`() async throws {
    let path = "\(world.store.directory.path)/\(SalesforceFields.fileName)"
    let fields = SalesforceFields.complete
      .replacing("Tamarack_ID__c", with: "tamarack_id__c").replacing(": Email\n", with: ": email\n")
    try Data(fields.utf8).write(to: URL(fileURLWithPath: path))
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      try log("call-1", "Renewal plan", with: account)
      #expect(try await world.run("push").state == .done)
      #expect(alive.count == 1)
      try world.edit(.deleteActivity(DeleteActivity(id: .init("call-1"))))
      world.pass(minutes: 60)
      #expect(try await world.run("push").state == .done)
      #expect(alive.isEmpty)
      #expect(world.company.violations == [])
    }
  }

  // edge 37
  @Test func `a task whose answer was lost is there once, and follows edits`() async throws {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, _) = try world.customer()
      try log("call-1", "Renewal plan", with: account)
      let faults = world.company.salesforce.server.faults
      faults.add(Fault("composite/sobjects/Task", .closeAfter))
      let run = try await world.run("push")
      #expect(run.state == .partial)
      faults.clear()
      let row = try #require(try world.imports.row(Activity.table, "call-1"))
      try world.edit(
        .editActivity(
          EditActivity(
            id: .init("call-1"),
            changes: [.init(Activity.subject, from: row[Activity.subject], to: "Expansion")])))
      #expect(try await world.run("push").state == .done)
      #expect(tasks.map { $0["Subject"] } == ["Expansion"])
    }
  }
}
