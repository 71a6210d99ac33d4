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
