import Connectors
import CustomerSuccess
import Foundation
import Support
import Testing

@testable import TamService

@Suite struct ConnectionFileTests {
  private func directory() throws -> (TemporaryDirectory, DataDirectory) {
    let folder = try TemporaryDirectory()
    return (folder, DataDirectory(folder.path))
  }

  @Test func `a new data folder has files that set nothing up, and every setting in them`() throws {
    let (folder, directory) = try directory()
    try ConnectionFile.writeTemplates(directory)
    #expect(try ConnectionFile(directory).connectors == [])
    let text = try folder.read("connectors.yaml")
    for connector in Connector.allCases {
      for key in connector.keys { #expect(text.contains("  # \(key.name): ")) }
    }
    let fields = try SalesforceFields(directory)
    #expect(!fields.objects.contains { $0.object == .cta })
    let account = try #require(fields.query(.account, watermark: nil))
    #expect(account.fields.contains("GS_Lifecycle_Stage__c"))
    #expect(account.fields.contains("MasterRecordId"))
    let contact = try #require(fields.query(.contact, watermark: nil))
    #expect(contact.fields.contains("MasterRecordId"), "an opt-out goes on to the one kept")
    let opportunity = try #require(fields.query(.opportunity, watermark: nil))
    #expect(!opportunity.fields.contains("MasterRecordId"), "nothing reads it")
    #expect(account.keyFields == ["Id", "Name", "SystemModstamp"])
    #expect(fields.query(.cta, watermark: nil) == nil)
  }

  @Test func `settings are written over their comments, and what people wrote stays`() throws {
    let (folder, directory) = try directory()
    try folder.write("# Ours.\nzendesk:\n  subdomain: acme # the old one\n", to: "connectors.yaml")
    try ConnectionFile.set(
      [("subdomain", "new \"one\""), ("token", "env:ZD")], of: .zendesk, directory)
    try ConnectionFile.set([("account", "acme")], of: .snowflake, directory)
    #expect(
      try folder.read("connectors.yaml") == """
        # Ours.
        zendesk:
          token: "env:ZD"
          subdomain: "new \\"one\\""

        snowflake:
          account: "acme"

        """)
    let file = try ConnectionFile(directory)
    #expect(file.connectors == [.zendesk, .snowflake])
    #expect(try file.settings(.zendesk)["subdomain"] == "new \"one\"")
  }

  @Test func `a template is filled in line by line`() throws {
    let (folder, directory) = try directory()
    try ConnectionFile.writeTemplates(directory)
    for connector in Connector.allCases {
      let values = connector.keys.map { key in
        (key: key.name, value: key.isCredential ? "env:SECRET" : "value of \(key.name)")
      }
      try ConnectionFile.set(values, of: connector, directory)
      let settings = try ConnectionFile(directory).settings(connector)
      for (key, value) in values { #expect(settings[key] == value) }
    }
    let text = try folder.read("connectors.yaml")
    #expect(!text.contains("  # host:"))
  }

  @Test func `a secret itself is refused, and not repeated`() throws {
    let (folder, directory) = try directory()
    let error = #expect(throws: ConnectionError.notAPlace(.zendesk, key: "token")) {
      try ConnectionFile.set([("token", "hunter2")], of: .zendesk, directory)
    }
    #expect(error?.description.contains("hunter2") == false)
    #expect(!FileManager.default.fileExists(atPath: folder.path(of: "connectors.yaml")))
  }

  @Test(arguments: [
    ("zendesk: [", "cannot be understood"),
    ("- one", "no lines of the form key: value"),
    ("zendesk:\n  subdomain: [a]", "line 2 cannot be understood"),
    ("zendesc:\n  subdomain: a", "there are salesforce, zendesk, snowflake"),
    ("zendesk:\n  subdomian: a", "Zendesk has no subdomian: there are subdomain, host"),
  ])
  func `a mistake is named with its place`(text: String, words: String) {
    let error = #expect(throws: ConnectionError.self) {
      try ConnectionFile(text, path: "connectors.yaml")
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func `a line that lacks is named with its meaning`() throws {
    let file = try ConnectionFile("zendesk:\n  email: a@b.example", path: "connectors.yaml")
    let settings = try file.settings(.zendesk)
    let error = #expect(throws: ConnectionError.self) { try settings.required("subdomain") }
    #expect(error?.description.contains("tamd connector set zendesk subdomain=VALUE") == true)
  }

  @Test func `fields have the names of the organization, and files ours`() throws {
    let text = "Account:\n  Id: Id\n  Name: Name\n  ARR__c: Recurring__c\n"
    let fields = try SalesforceFields(text, path: "salesforce-fields.yaml")
    let query = try #require(fields.query(.account, watermark: nil))
    #expect(query.fields == ["SystemModstamp", "IsDeleted", "Id", "Name", "Recurring__c"])
    #expect(query.columnNames == ["Recurring__c": "ARR__c"])
  }

  @Test func `a mapping without a required field, or of an unknown object, is refused`() {
    #expect(
      throws: ConnectionError.requiredField(path: "f", object: "Account", field: "Name")
    ) { try SalesforceFields("Account:\n  Id: Id\n", path: "f") }
    #expect(throws: ConnectionError.unknownObject(path: "f", name: "Lead")) {
      try SalesforceFields("Lead:\n  Id: Id\n", path: "f")
    }
  }

  @Test func `a sandbox does not take the place of real services`() throws {
    let (folder, directory) = try directory()
    try ConnectionFile.writeTemplates(directory)
    let zendesk = [(connector: Connector.zendesk, lines: [(key: "subdomain", value: "a")])]
    for _ in 0..<2 { try ConnectionFile.setUpSandbox(zendesk, directory) }
    #expect(try ConnectionFile(directory).connectors == [.zendesk])
    try folder.write("zendesk:\n  subdomain: acme\n", to: "connectors.yaml")
    #expect(throws: ConnectionError.inUse(path: folder.path(of: "connectors.yaml"))) {
      try ConnectionFile.setUpSandbox(zendesk, directory)
    }
  }
}
