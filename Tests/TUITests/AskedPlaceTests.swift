import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// Questions typed behind `:`, in the words that `tam ask` takes.
@Suite struct AskedPlaceTests {
  private func asked(_ text: String) throws -> String {
    let app = try HeadlessApp(size: Size(rows: 30, columns: 120))
    try app.press("C", ":").type(text).press("enter")
    return app.text
  }

  @Test func `a question about customers shows them on the Portfolio`() throws {
    let text = try asked("my red customers")
    #expect(text.contains("1 of 3 customers"))
    #expect(text.contains("my red customers"))
    #expect(text.contains("Globex"))
    #expect(!text.contains("Acme"))
  }

  @Test func `counts and sums are said`() throws {
    #expect(try asked("how many customers with arr over 100k").contains("3 customers, $360K."))
  }

  @Test func `a question about one customer opens the place of the answer`() throws {
    let text = try asked("Contacts of Globex?")
    #expect(text.contains("Globex"))
    #expect(text.contains("Hank Scorpio"))
    #expect(try asked("arr of globex").contains("ARR"))
  }

  @Test func `a name that fits several customers asks which`() throws {
    let text = try asked("summary of acm")
    #expect(text.contains("Which one?"))
    #expect(text.contains("Acme Italia"))
    #expect(try asked("summary of nobody").contains("No customer's name fits nobody."))
  }

  @Test func `my CTAs are a filter of the Cockpit`() throws {
    let text = try asked("my ctas due today")
    #expect(text.contains("Cockpit"))
    #expect(text.contains("Save the renewal"))
    #expect(try asked("my overdue ctas").contains("hidden by the filter"))
  }
}
