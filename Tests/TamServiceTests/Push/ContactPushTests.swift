import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import TamService

/// People at customers, who are known here and in Salesforce.
@Suite struct ContactPushTests {
  private let world: JobWorld

  init() throws { world = try JobWorld(sizes: JobWorld.small) }

  private func contact() throws -> Row {
    try #require(
      try world.imports.rows(Contact.table).first {
        $0[Contact.email] != nil && $0[Contact.isOptedOut] != true
      })
  }

  private func stored(_ contact: Row) throws -> Row {
    try #require(try world.imports.row(Contact.table, contact.id))
  }

  private func edit<T>(_ contact: Row, _ field: Field<T>, to value: T?) throws {
    let change = FieldChange(field, from: try stored(contact)[field], to: value)
    try world.edit(.editContact(EditContact(id: .init(contact.id), changes: [change])))
  }

  private func add(_ id: String, _ email: String, at account: Row) throws {
    var fields = Fields()
    fields[Contact.firstName] = "Grace"
    fields[Contact.lastName] = "Hopper"
    fields[Contact.email] = email
    try world.edit(
      .addContact(AddContact(id: .init(id), account: .init(account.id), fields: fields)))
  }

  private func salesforceContacts(_ email: String) -> [[String: String]] {
    world.company.salesforce.change { org in
      (org.tables["Contact"]?.rows.values).map(Array.init) ?? []
    }.filter { $0["Email"]?.lowercased() == email.lowercased() }
  }

  @Test func `an opt-out reaches Salesforce, and one of Salesforce's comes here`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let contact = try contact()
      world.pass(minutes: 60)
      try edit(contact, Contact.isOptedOut, to: true)
      let run = try await world.run("bi-directional")
      #expect(run.state == .done, "\(run.reason ?? "") \(run.notes)")
      #expect(world.salesforce("Contact", contact.id, "HasOptedOutOfEmail") == "true")
      #expect(world.sent.count == 1)
      #expect(world.sent.last?.contains("LastName") == false)

      world.pass(minutes: 60)
      world.change("Contact", contact.id, ["HasOptedOutOfEmail": "false", "Title": "Chief"])
      world.pass(minutes: 60)
      try await world.run("bi-directional")
      #expect(try stored(contact)[Contact.isOptedOut] == false)
      #expect(try stored(contact)[Contact.title] == "Chief")
      #expect(world.sent.count == 1, "what came from there is not sent back")
      #expect(world.company.violations == [])
    }
  }

  @Test func `an opt-out that Salesforce has not heard of follows the contact it is merged into`()
    async throws
  {
    try await world.serve {
      try await world.run("salesforce")
      let contact = try contact()
      let kept = try #require(
        try world.imports.rows(Contact.table).first {
          $0.id != contact.id && $0[Contact.email] != nil && $0[Contact.isOptedOut] != true
        })
      world.pass(minutes: 60)
      try edit(contact, Contact.isOptedOut, to: true)
      let stamp = SalesforceOrg.stamp(world.clock.now)
      world.company.salesforce.change {
        $0.tables["Contact"]?.delete(contact.id, mergedInto: kept.id, at: stamp)
      }
      world.pass(minutes: 60)
      let run = try await world.run("bi-directional")
      #expect(run.state == .done, "\(run.reason ?? "") \(run.objects)")
      #expect(try world.imports.row(Contact.table, contact.id) == nil)
      #expect(try stored(kept)[Contact.isOptedOut] == true)
      #expect(world.salesforce("Contact", kept.id, "HasOptedOutOfEmail") == "true")
      #expect(!run.objects.flatMap(\.notes).contains { $0.contains("MasterRecordId") })
    }
  }

  @Test func `an opt-out that Salesforce knew when it merged is its own to settle`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let contact = try contact()
      let kept = try #require(
        try world.imports.rows(Contact.table).first {
          $0.id != contact.id && $0[Contact.isOptedOut] != true
        })
      world.pass(minutes: 60)
      try edit(contact, Contact.isOptedOut, to: true)
      try await world.run("bi-directional")
      world.pass(minutes: 60)
      let stamp = SalesforceOrg.stamp(world.clock.now)
      world.company.salesforce.change {
        $0.tables["Contact"]?.delete(contact.id, mergedInto: kept.id, at: stamp)
      }
      world.pass(minutes: 60)
      try await world.run("bi-directional")
      #expect(try world.imports.row(Contact.table, contact.id) == nil)
      #expect(try stored(kept)[Contact.isOptedOut] != true)
    }
  }

  @Test func `a text that Salesforce shortens stays whole here`() async throws {
    world.company.salesforce.change { $0.tables["Contact"]?[field: "Title"]?.length = 20 }
    try await world.serve {
      try await world.run("salesforce")
      let contact = try contact()
      let title = String(repeating: "Chief ", count: 10)
      world.pass(minutes: 60)
      try edit(contact, Contact.title, to: title)
      try await world.run("bi-directional")
      #expect(world.salesforce("Contact", contact.id, "Title")?.count == 20)
      world.pass(minutes: 60)
      let requests = world.sent.count
      let run = try await world.run("bi-directional")
      #expect(try stored(contact)[Contact.title] == title)
      #expect(!run.objects.flatMap(\.notes).contains { $0.contains("both sides") })
      #expect(world.sent.count == requests)
    }
  }

  @Test func `a value of no list of ours does not keep an edit here back`() async throws {
    try await world.serve {
      let imported = try world.imported()
      let contact = try #require(
        try imported.rows(Contact.table).first { $0[Contact.email] != nil })
      world.change("Contact", contact.id, ["GitLab_Role__c": "Wizard"])
      world.pass(minutes: 60)
      try await world.run("salesforce")
      #expect(try stored(contact)[Contact.role] == nil)
      world.pass(minutes: 60)
      try edit(contact, Contact.role, to: .admin)
      let run = try await world.run("bi-directional")
      #expect(run.state == .done, "\(run.objects)")
      #expect(
        world.salesforce("Contact", contact.id, "GitLab_Role__c") == ContactRole.admin.rawValue)
    }
  }

  // edge 49
  @Test(arguments: [true, false])
  func `of two changes of one field the newer stays, other fields keep both`(
    isOursNewer: Bool
  ) async throws {
    try await world.serve {
      try await world.run("salesforce")
      let contact = try contact()
      world.pass(minutes: 60)
      if isOursNewer {
        world.change("Contact", contact.id, ["Title": "Theirs"])
        world.pass(minutes: 5)
        try edit(contact, Contact.title, to: "Ours")
      } else {
        try edit(contact, Contact.title, to: "Ours")
        world.pass(minutes: 5)
        world.change("Contact", contact.id, ["Title": "Theirs"])
      }
      try edit(contact, Contact.isInactive, to: true)
      world.pass(minutes: 60)
      let run = try await world.run("bi-directional")
      let title = isOursNewer ? "Ours" : "Theirs"
      #expect(try stored(contact)[Contact.title] == title)
      #expect(world.salesforce("Contact", contact.id, "Title") == title)
      #expect(world.salesforce("Contact", contact.id, "Inactive_Contact__c") == "true")
      #expect(run.objects.flatMap(\.notes).contains { $0.contains("changed on both sides") })
    }
  }

  @Test func `a contact made here is made there once, and edited there`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      world.pass(minutes: 60)
      try add("c1", "New@Example.com", at: account)
      let run = try await world.run("push")
      #expect(run.state == .done, "\(run.reason ?? "") \(run.notes) \(run.objects)")
      let made = salesforceContacts("new@example.com")
      #expect(made.count == 1)
      #expect(made.first?["AccountId"] == account.id)
      #expect(made.first?["Tamarack_ID__c"] == "c1")
      let row = try #require(try world.imports.row(Contact.table, "c1"))
      #expect(row[Contact.salesforceID] == made.first?["Id"])

      world.pass(minutes: 60)
      let before = world.sent.count
      try await world.run("push")
      #expect(world.sent.count == before)
      #expect(
        try world.imports.rows(Contact.table).count { $0[Contact.email] == "New@Example.com" } == 1)
      try edit(row, Contact.title, to: "Admiral")
      try await world.run("push")
      #expect(salesforceContacts("new@example.com").map { $0["Title"] } == ["Admiral"])
      #expect(world.company.violations == [])
    }
  }

  // edge 37
  @Test func `when the answer is lost the contact is not made twice`() async throws {
    try await world.serve {
      for name in ["salesforce", "push"] { try await world.run(name) }
      let (account, _) = try world.customer()
      world.pass(minutes: 60)
      try add("c1", "new@example.com", at: account)
      let faults = world.company.salesforce.server.faults
      faults.add(Fault("composite/sobjects/Contact", .closeAfter))
      let run = try await world.run("push")
      #expect(run.state == .partial)
      faults.clear()
      world.pass(minutes: 60)
      try await world.run("push")
      #expect(salesforceContacts("new@example.com").count == 1)
      let row = try #require(try world.imports.row(Contact.table, "c1"))
      #expect(row[Contact.salesforceID] == salesforceContacts("new@example.com").first?["Id"])
    }
  }

  // edge 20
  @Test func `an address that Salesforce has is a question for a person`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      let other = try #require(
        try world.imports.rows(Contact.table).first {
          $0[Contact.email] != nil && $0[Contact.account]?.rawValue != account.id
        })
      let email = try #require(other[Contact.email])
      world.pass(minutes: 60)
      try add("c1", email.uppercased(), at: account)
      let run = try await world.run("push")
      #expect(run.state == .partial)
      #expect(salesforceContacts(email).count == 1)
      let failure = try #require(
        try PushLedger(world.store).failures(limit: 9).first { $0.object == "Contact" })
      #expect((failure.record, failure.code, failure.state) == ("c1", "EMAIL_IN_USE", .refused))
      #expect(failure.candidates == [other.id])
      #expect(try await world.run("push").state == .done, "it is not asked again")
      let row = try #require(try world.imports.row(Contact.table, "c1"))
      try edit(row, Contact.email, to: "own@example.com")
      #expect(try await world.run("push").state == .done)
      #expect(salesforceContacts("own@example.com").count == 1)
      #expect(try PushLedger(world.store).failures(limit: 9) == [])
    }
  }

  // edge 20
  @Test func `a second contact with an address is not made, in whichever run`() async throws {
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      let other = try #require(
        try world.imports.rows(Account.table).first {
          $0.id != account.id && $0[Account.departure] == nil
        })
      world.pass(minutes: 60)
      try add("c1", "new@example.com", at: account)
      try await world.run("push")
      let made = try #require(salesforceContacts("new@example.com").first?["Id"])
      world.pass(minutes: 60)
      try add("c2", "NEW@example.com", at: other)
      let before = world.sent.count
      let run = try await world.run("push")
      #expect(run.state == .partial)
      #expect(world.sent.count == before, "it is not even tried")
      let failure = try #require(
        try PushLedger(world.store).failures(limit: 9).first { $0.object == "Contact" })
      #expect((failure.record, failure.code) == ("c2", "EMAIL_IN_USE"))
      #expect(failure.candidates == [made])
      #expect(salesforceContacts("new@example.com").count == 1)
    }
  }

  @Test func `without an external id nothing is made, and it is said`() async throws {
    world.company.salesforce.change { org in
      org.tables["Contact"]?[field: "Tamarack_ID__c"]?.isExternalID = false
    }
    try await world.serve {
      try await world.run("salesforce")
      let (account, _) = try world.customer()
      try add("c1", "new@example.com", at: account)
      let run = try await world.run("push")
      #expect(run.state == .partial)
      let notes = run.objects.flatMap(\.notes)
      #expect(
        notes.contains { $0.contains("Contact has no external id Tamarack_ID__c") }, "\(notes)")
      #expect(salesforceContacts("new@example.com").isEmpty)
    }
  }
}
