import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct SurveysSectionTests {
  @Test func `scores, trend, answers and silence stand under each other`() throws {
    let app = try HeadlessApp(.surveyed)
    try app.open360("Acme GmbH").press("'", "v")
    expectScreen(
      app.screen,
      reads: """
        """)
  }

  @Test func `a wide terminal also says which survey it was and the address`() throws {
    let app = try HeadlessApp(.surveyed, size: Size(rows: 20, columns: 120))
    try app.open360("Acme GmbH").press("'", "v")
    expectScreen(
      app.screen,
      reads: """
        """)
  }

  @Test func `a narrow terminal keeps day, score and name`() throws {
    let app = try HeadlessApp(.surveyed, size: Size(rows: 16, columns: 40))
    try app.open360("Acme GmbH").press("'", "v")
    for _ in 0..<8 { try app.press("down") }
    expectScreen(
      app.screen,
      reads: """
        """)
  }

  @Test func `an answer opens with its comment, one without says that it waits`() throws {
    let app = try HeadlessApp(.surveyed, size: Size(rows: 40, columns: 80))
    try app.open360("Acme GmbH").press("'", "v", "G", "enter")
    #expect(app.text.contains("No answer yet; a adds a CTA to ask for one."))
    try app.press("up", "enter")
    #expect(app.text.contains("Satisfaction: Very Satisfied"))
    #expect(app.text.contains("Our runners have never been"))
  }

  @Test func `a bad answer becomes a risk CTA of the TAM's manager, once`() throws {
    let app = try HeadlessApp(.surveyed)
    try app.open360("Acme GmbH").press("'", "v")
    try app.press("G", "up", "up", "up", "up", "a")
    var filter = CTAFilter()
    filter.account = Account.ID("acme")
    let made = try #require(try app.replica.ctas(filter).first)
    #expect(made.name == "Survey: ask Joe Roth what went wrong")
    #expect(made.type == .risk)
    #expect(made.owner == User.ID("005eve"))
    try app.press("a")
    #expect(app.text.contains("One like it is open"))
    try app.press("u")
    #expect(try app.replica.ctas(filter).isEmpty)
  }

  @Test func `without any survey it says when the next one goes out and what is missing`() throws {
    let app = try HeadlessApp()
    try app.open360("Acme GmbH").press("'", "v")
    #expect(app.text.contains("No survey has gone to anybody here."))
    #expect(app.text.contains("2027-02-09"))
    #expect(app.text.contains("GitLab Admin"))
  }

  @Test func `what was answered since the last visit is news`() throws {
    let app = try HeadlessApp(.surveyed)
    try app.press("W", "3")
    #expect(app.text.contains("NPS 3: Joe Roth"))
    try app.press("enter")
    #expect(app.text.contains("They wait for days."))
  }
}

extension [Row] {
  /// Acme with an administrator and surveys of three quarters.
  fileprivate static var surveyed: [Row] {
    func survey(
      _ id: String, _ who: String, _ score: Int?, _ satisfaction: Satisfaction?, daysAgo: Int,
      _ comment: String? = nil, kind: SurveyKind = .preRenewal
    ) -> Row {
      let sent = Day.sampleToday.adding(days: -daysAgo)
      var row = Row(Survey.table, id: id)
      row[Survey.account] = Account.ID("acme")
      row[Survey.kind] = kind
      row[Survey.respondent] = who
      row[Survey.email] = "\(who.prefix(while: { $0 != " " }).lowercased())@acme.example"
      row[Survey.sentOn] = sent
      row[Survey.answeredOn] = score.map { _ in sent.adding(days: 2) }
      row[Survey.recommendation] = score
      row[Survey.satisfaction] = satisfaction
      row[Survey.comment] = comment
      return row
    }
    var admin = Row.contact("c-admin", of: "acme", "Ada Min", email: "ada@acme.example")
    admin[Contact.role] = .admin
    var manager = Row.user("005ada", name: "Ada Lovelace")
    manager[User.manager] = User.ID("005eve")
    return smallCompany + [
      manager, admin,
      survey("s5", "Joe Roth", 3, .dissatisfied, daysAgo: 4, "They wait for days."),
      survey("s4", "Jane Doe", 9, .satisfied, daysAgo: 6),
      survey("s3", "Lena Left", nil, nil, daysAgo: 6),
      survey("s2", "Jane Doe", 7, nil, daysAgo: 200, kind: .postRenewal),
      survey(
        "s1", "Jane Doe", 10, .verySatisfied, daysAgo: 420,
        "Our runners have never been\nthis fast.", kind: .postOnboarding),
    ]
  }
}
