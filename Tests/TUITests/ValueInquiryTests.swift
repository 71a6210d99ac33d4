import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct ValueInquiryTests {
  @Test func `one key says of a customer on the portfolio who owns each value, and its age`()
    throws
  {
    let app = try HeadlessApp()
    try app.press("i")
    #expect(app.text.contains("Customer: every value"))
    #expect(app.text.contains("As the service had it"))
    #expect(app.text.contains("(Salesforce)"))
  }

  @Test(arguments: [("C", "CTA: every value"), ("I", "Instance: every value")])
  func `the same key tells of the row under the cursor of other screens`(
    screen: String, title: String
  ) throws {
    let app = try HeadlessApp(.smallCompany + [.instance("i-1", of: "acme")])
    try app.press(screen, "i")
    #expect(app.text.contains(title), "\(app.text)")
  }

  @Test func `an activity that still waits for the service says so value by value`() throws {
    let app = try HeadlessApp(size: Size(rows: 40, columns: 100))
    try app.press("l").type("acme gmbh: Renewal plan").press("enter")
    try app.press("T", "i")
    #expect(app.text.contains("Activity: every value"), "\(app.text)")
    #expect(app.text.contains("not sent yet"), "\(app.text)")
  }

  @Test func `where the cursor is on no row, the key says so`() throws {
    let app = try HeadlessApp([])
    try app.press("i")
    #expect(app.text.contains("not a value of one row"))
  }
}
