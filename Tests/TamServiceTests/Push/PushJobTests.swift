import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import TamService

/// What is written here and shows in Salesforce.
@Suite struct PushJobTests {
  private let world: JobWorld

  init() throws { world = try JobWorld(sizes: JobWorld.small) }

  private func hosting(_ account: Row, _ hosting: Hosting) throws {
    try world.edit(
      .setAttribute(
        .account(
          .init(account.id), Account.hosting,
          from: world.imports.row(Account.table, account.id)?[Account.hosting], to: hosting)))
  }

  @Test func `every field of the seed page has a name, each its own`() {
    for object in PushedObject.allCases {
      let names = object.fields.map(\.usualName)
      #expect(Set(names).count == names.count)
      #expect(Set(object.fields.map(\.label)).count == names.count)
    }
    let labels = PushedObject.account.fields.map(\.label)
    for label in ["[GS] Health Score Value", "[GS] Last Activity Date", "[GS] Health: SCM"] {
      #expect(labels.contains(label))
    }
  }

  @Test func `a push sends what Salesforce does not hold, and then only what changes`()
    async throws
  {
    try await world.serve {
      for name in ["salesforce", "tickets", "usage"] { try await world.run(name) }
      let (account, _) = try world.customer()
      let first = try await world.run("push")
      #expect(first.state == .done, "\(first.reason ?? "") \(first.notes) \(first.objects)")
      #expect(world.company.violations == [])
      let stored = try #require(try world.imports.row(Account.table, account.id))
      let score = stored[Account.healthScore].map { "\(Int($0.rounded()))" }
      #expect(world.salesforce("Account", account.id, "GS_Health_Score_Value__c") == score)
      #expect(
        world.salesforce("Account", account.id, "GS_Overall_Health_Score__c")
          == stored[Account.healthColor]?.rawValue)
      #expect(
        world.salesforce("Account", account.id, "GS_Last_CSM_Activity_Date__c")
          == stored[Account.lastActivityDate]?.description)

      let requests = world.sent.count
      world.pass(minutes: 30)
      #expect(try await world.run("push").counts.updated == 0)
      #expect(world.sent.count == requests)

      try hosting(account, .hybrid)
      let run = try await world.run("push")
      #expect(run.counts.updated == 1)
      #expect(world.sent.count == requests + 1)
      let body = world.sent.last ?? ""
      #expect(body.contains("\"GS_Hosting__c\":\"Self-managed - hybrid\""))
      #expect(!body.contains("GS_Provider__c"))
      #expect(
        world.salesforce("Account", account.id, "GS_Hosting__c") == Hosting.hybrid.rawValue)
    }
  }

  @Test func `what we never filled is not emptied, what we filled is`() async throws {
    try await world.serve {
      let (google, hosting) = ("GS_Google_Doc_Notes__c", "GS_Hosting__c")
      let imported = try world.imported()
      let known = try imported.rows(Account.table).first { $0[Account.tam] != nil }
      let id = try #require(known).id
      world.change("Account", id, [google: "https://old.example", hosting: "Mainframe"])
      world.pass(minutes: 60)
      for name in ["salesforce", "push"] { try await world.run(name) }
      #expect(try world.imports.row(Account.table, id)?[Account.hosting] == nil)
      #expect(world.salesforce("Account", id, google) == "https://old.example")
      #expect(world.salesforce("Account", id, hosting) == "Mainframe", "a value of no list of ours")

      for notes in ["https://new.example", nil] {
        let before = try world.imports.row(Account.table, id)?[Account.notesURL]
        try world.edit(
          .setAttribute(.account(.init(id), Account.notesURL, from: before, to: notes)))
        _ = try await world.run("push")
        #expect(world.salesforce("Account", id, google) == notes)
      }
    }
  }

  // edge 11
  @Test func `a record that is not there is looked for after a week`() async throws {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, _) = try world.customer()
      world.company.salesforce.change { _ = $0.hidden.insert(account.id) }
      try hosting(account, .hybrid)
      #expect(try await world.run("push").state == .done)
      #expect(try PushLedger(world.store).failures(limit: 9).map(\.state) == [.gone])
      world.company.salesforce.change { $0.hidden = [] }
      world.pass(minutes: 8 * 1_440)
      _ = try await world.run("push")
      #expect(
        world.salesforce("Account", account.id, "GS_Hosting__c") == Hosting.hybrid.rawValue)
      #expect(try PushLedger(world.store).failures(limit: 9) == [])
    }
  }

  // edge 8
  @Test func `a refused value is listed, not repeated, and keeps no other back`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      try await world.run("push")
      world.company.salesforce.change { $0.validations["GS_Hosting__c"] = "Ask Ada first" }
      try hosting(account, .hybrid)
      try world.edit(
        .setAttribute(
          .account(
            .init(account.id), Account.provider, from: account[Account.provider], to: .other)))
      let run = try await world.run("push")
      #expect(run.state == .partial)
      #expect(run.counts.rejected == 1)
      #expect(world.salesforce("Account", account.id, "GS_Provider__c") == "Other")
      let failure = try #require(try PushLedger(world.store).failures(limit: 9).first)
      #expect(failure.record == account.id)
      #expect(failure.code == "FIELD_CUSTOM_VALIDATION_EXCEPTION")
      #expect(failure.message == "Ask Ada first")
      #expect(failure.fields == ["GS_Hosting__c"])
      #expect(failure.state == .refused)

      let requests = world.sent.count
      #expect(try await world.run("push").state == .done)
      #expect(world.sent.count == requests, "the same value would be refused again")

      world.company.salesforce.change { $0.validations = [:] }
      try hosting(account, .both)
      #expect(try await world.run("push").counts.updated == 1)
      #expect(try PushLedger(world.store).failures(limit: 9) == [])
    }
  }

  // edge 10
  @Test func `a locked record is sent with the next run, and its tries are counted`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      try await world.run("push")
      try hosting(account, .hybrid)
      world.company.salesforce.change { $0.locks = [account.id: 6] }
      _ = try await world.run("push")
      let failure = try #require(try PushLedger(world.store).failures(limit: 9).first)
      #expect((failure.state, failure.attempts) == (.postponed, 5))
      #expect(failure.code == "UNABLE_TO_LOCK_ROW")
      #expect(try await world.run("push").state == .done)
      #expect(try PushLedger(world.store).failures(limit: 9) == [])
      #expect(
        world.salesforce("Account", account.id, "GS_Hosting__c") == Hosting.hybrid.rawValue)
    }
  }

  @Test func `a value that somebody changed in Salesforce is put right within a week`()
    async throws
  {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      try await world.run("push")
      world.change("Account", account.id, ["GS_Health_Score_Value__c": "1"])
      #expect(try await world.run("push").counts.updated == 0)
      world.pass(minutes: 8 * 1_440)
      _ = try await world.run("push")
      #expect(world.salesforce("Account", account.id, "GS_Health_Score_Value__c") != "1")
    }
  }

  // edge 28
  @Test func `a field that Salesforce lacks is left out and named`() async throws {
    world.company.salesforce.change { $0.tables["Account"]?[field: "GS_Health_CD__c"] = nil }
    try await world.serve {
      try await world.run("salesforce")
      let run = try await world.run("push")
      #expect(run.state == .partial)
      let notes = run.objects.flatMap(\.notes)
      #expect(notes.contains { $0.contains("Account has no GS_Health_CD__c") }, "\(notes)")
      #expect(world.company.violations == [])
    }
  }

  @Test func `a file of before writing back sends nothing of it, and the history says how`()
    async throws
  {
    let path = "\(world.store.directory.path)/\(SalesforceFields.fileName)"
    let fields = SalesforceFields.complete
    let end = try #require(fields.firstRange(of: "\nto Account:")?.lowerBound)
    try Data(fields[..<end].utf8).write(to: URL(fileURLWithPath: path))
    try await world.serve {
      try await world.run("salesforce")
      let (account, other) = try world.customer()
      try hosting(account, .hybrid)
      try world.assign(account, to: other, history: "h1")
      let run = try await world.run("push")
      #expect(run.state == .done, "\(run.reason ?? "")")
      #expect(run.notes.count { $0.contains("copy its sections from `to Account:` on") } == 1)
      #expect(world.salesforce("Account", account.id, "GS_Hosting__c") != Hosting.hybrid.rawValue)
      #expect(
        world.salesforce("Account", account.id, "Technical_Account_Manager__c") == other.rawValue)
    }
  }

  @Test func `another organization gets nothing, until all was fetched from it`() async throws {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, _) = try world.customer()
      try hosting(account, .hybrid)
      let requests = world.sent.count
      world.company.salesforce.change {
        $0.organization = "00D000000000002"
        $0.expireTokens()
      }
      for name in ["push", "tam", "bi-directional"] {
        let run = try await world.run(name)
        #expect(run.state == .failed)
        #expect(
          run.reason?.hasPrefix("the login leads to the organization 00D000000000002")
            == true, "\(run.reason ?? "")")
      }
      // A pull of the other one does not make it ours.
      try await world.run("company")
      #expect(try await world.run("push").state == .failed)
      #expect(world.sent.count == requests)
      try world.runs.forget(.salesforce)
      try await world.run("salesforce")
      #expect(try await world.run("push").state == .done)
      #expect(
        world.salesforce("Account", account.id, "GS_Hosting__c") == Hosting.hybrid.rawValue)
    }
  }

  @Test func `a fetch of everything that fails does not make another organization ours`()
    async throws
  {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      world.company.salesforce.change {
        $0.organization = "00D000000000002"
        $0.expireTokens()
      }
      let requests = world.sent.count
      world.pass(minutes: 60)
      try world.runs.forget(.salesforce)
      let faults = world.company.salesforce.server.faults
      faults.add(Fault("/query", .answer(.json("{}", status: 403))))
      #expect(try await world.run("salesforce").state == .failed)
      faults.clear()
      // What others fetch meanwhile is not everything.
      for name in ["user", "company"] { #expect(try await world.run(name).state != .failed) }
      #expect(try world.runs.organization()?.hasPrefix("00D000000000001") == true)
      #expect(try await world.run("push").state == .failed)
      #expect(world.sent.count == requests)

      world.pass(minutes: 60)
      let run = try await world.run("salesforce")
      #expect(run.state != .failed, "\(run.reason ?? "")")
      let accounts = run.objects.first { $0.object == "account" }
      #expect(accounts?.read == JobWorld.small.accounts, "whatever others have fetched since")
      #expect(try world.runs.organization()?.hasPrefix("00D000000000002") == true)
      let known = try world.store.read { try $0.query("SELECT 1 FROM push_record") }
      #expect(known.isEmpty, "what the other one held says nothing of this one")
      #expect(try await world.run("push").state == .done)
    }
  }

  @Test func `an organization is ours once its records are here`() async throws {
    try await world.serve {
      let faults = world.company.salesforce.server.faults
      faults.add(Fault("/query", on: .every(2), .answer(.json("{}", status: 403))))
      #expect(try await world.run("salesforce").state == .failed)
      #expect(try world.runs.organization() == nil)
      faults.clear()
      try await world.run("salesforce")
      #expect(try world.runs.organization()?.hasPrefix("00D000000000001") == true)
    }
  }

  @Test func `what the file leaves out is not sent`() async throws {
    let path = "\(world.store.directory.path)/\(SalesforceFields.fileName)"
    let fields = SalesforceFields.complete
      .replacing("  \"[GS] Hosting\"", with: "  # \"[GS] Hosting\"")
    try Data(fields.utf8).write(to: URL(fileURLWithPath: path))
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      try hosting(account, .hybrid)
      let run = try await world.run("push")
      #expect(run.state == .done, "\(run.reason ?? "")")
      #expect(!world.sent.joined().contains("GS_Hosting__c"))
    }
  }
}
