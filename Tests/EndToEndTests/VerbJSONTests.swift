import Foundation
import Support
import Testing

/// The JSON of the verbs is a contract with scripts: every key, and what kind of value it has.
@Suite struct VerbJSONTests {
  @Test func `what-if has each customer now and then, and refuses what means nothing`() async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)

    let own = try await home.json("portfolio")
    let same = try await home.json("what-if", "forced=yes")
    let tried = try await home.json("what-if", "sentiment=1")

    #expect(same.items.count == own.items.count)
    for row in same.items {
      #expect(row["changes"] == .flag(false))
      #expect(row["score"] == row["new_score"])
      #expect(row["place"] == row["new_place"])
    }
    #expect(tried.items.contains { $0["changes"] == .flag(true) })
    #expect(
      tried.items.allSatisfy { row in
        row["changes"] == .flag(true) || row["moved_by"]?.items.isEmpty == true
      })
    #expect(try await home.json("portfolio") == own, "nothing is saved")
    for verb in [["mood=3"], ["green=101"], ["owner=zoe"]] {
      let result = try await home.tam(["what-if"] + verb)
      #expect(result.status == .exited(64) && result.output.isEmpty, "\(verb)")
    }
  }

  @Test func `each customer of the portfolio has the keys of the contract`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)

    let boss = try await company.home("alex", of: TestCompany.alex)
    let own = try await home.json("portfolio")
    let all = try await boss.json("portfolio", "--all")

    #expect(!own.items.isEmpty)
    #expect(all.items.count > own.items.count)
    #expect(
      all.shape == """
        arr: text
        cadence: text
        currency: text
        days_to_renewal: null or number
        health: null or text
        health_score: null or number
        id: text
        last_activity_date: day or null
        license_utilization: null or number
        lifecycle_stage: null or text
        name: text
        open_ctas: number
        open_tickets: number
        overdue_ctas: number
        owner: null or text
        priority: text
        renewal_date: day or null
        unknown_instances: number
        """)
    for customer in all.items {
      let arr = customer["arr"]?.text ?? "0"
      #expect(arr.wholeMatch(of: /-?\d+(\.\d+)?/) != nil, "\(arr) is no decimal")
    }
  }

  @Test func `the portfolio takes the filters, columns and views of the app`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("alex", of: TestCompany.alex)

    let all = try await home.json("portfolio", "--all", "--sort", "-arr")
    let red = try await home.json("portfolio", "--all", "--filter", "health:red")
    let view = try await home.json("portfolio", "--all", "--view", "at risk")
    let asked = try await home.json("ask", "all", "red", "customers")

    #expect(!red.items.isEmpty && red.items.count < all.items.count)
    #expect(red.items.allSatisfy { $0["health"] == .text("red") })
    #expect(view.items.allSatisfy(red.items.contains))
    #expect(asked.items.map { $0["id"] } == red.items.map { $0["id"] })
    #expect(asked.shape == red.shape)
    let file = company.folder.path(of: "red.json")
    try await home.do("export", "At risk", "--to", file, "--all")
    let exported = try JSONDecoder().decode(
      JSON.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(exported == view)
    for wrong in [["--filter", "karma:3"], ["--sort", "karma"], ["--view", "nobody's"]] {
      let result = try await home.tam(["portfolio"] + wrong)
      #expect(result.status == .exited(64) && result.output.isEmpty)
    }
  }

  @Test func `sync and whoami say what scripts wait for`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    _ = try await home.log("Counted")

    let synced = try await home.json("sync")
    let person = try await home.json("whoami")

    #expect(synced["pushed"] == .number(1))
    #expect(synced["needs_attention"] == .number(0))
    #expect(
      synced.shape == """
        needs_attention: number
        position: number
        pulled: number
        pushed: number
        """)
    #expect(person["name"] == .text("Robin Vega"))
    #expect(
      person.shape == """
        company: text
        device: text
        email: text
        id: text
        last_sync: instant
        name: text
        needs_attention: number
        service: text
        team: text
        unsent: number
        """)
  }

  @Test func `an entry of the timeline holds what was logged`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let notes = try company.folder.write("First line\nSecond line\n", to: "notes")
    let logged = try await home.tam(
      [
        "log", "meeting", "Raven Systems", "--subject", "Plans", "--date", "yesterday", "--notes",
        "-", "--attendee", "cto@raven.example", TestCompany.alex, "--sentiment", "yellow",
        "--meeting-type", "ebr", "--json",
      ], input: notes)
    #expect(logged.status == .success, "\(logged.errors)")

    let entries = try await home.json("timeline", "Raven Systems", "--since", "-7")

    let entry = try #require(entries.items.first { $0["subject"] == .text("Plans") })
    #expect(logged.output == "{\"id\":\"\(entry["id"]?.text ?? "")\"}\n")
    #expect(entry["date"] == .text("2021-05-13"))
    #expect(entry["type"] == .text("Meeting"))
    #expect(entry["meeting_type"] == .text("EBR"))
    #expect(entry["sentiment"] == .text("yellow"))
    #expect(entry["notes"] == .text("First line\nSecond line"))
    #expect(entry["attendees"] == .list([.text("cto@raven.example")]))
    #expect(entry["colleagues"]?.items.count == 1)
    #expect(entry["unsent"] == .flag(true))
    #expect(
      entry.shape.split(separator: "\n").map { $0.prefix { $0 != ":" } }.joined(separator: " ")
        == """
        attendees author colleagues created_at cta_id customer customer_id date \
        duration_minutes edited_at id meeting_type milestone notes requires_triage sentiment \
        subject type unsent version_of
        """)
    let attributes = try await home.json("show", "Raven Systems", "--section", "attributes")
    let arr = try #require(attributes.items.first { $0["name"] == .text("arr") })
    #expect(arr["currency"]?.text?.count == 3, "money never stands without its currency")
    let customer = try await home.json("show", "Raven Systems", "--section", "summary")
    #expect(customer["last_activity_date"] == .text("2021-05-13"))
  }

  @Test func `a call to action goes through its life`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let added = try await home.json(
      "cta", "add", "Raven Systems", "--name", "Win them back", "--type", "risk", "--due", "7d",
      "--task", "Call", "--task", "Write")
    let id = try #require(added["id"]?.text)
    let tasks = try await home.json("cta", "task", "list", id)
    #expect(tasks.items.map { $0["name"] } == [.text("Call"), .text("Write")])
    let task = try #require(tasks.items.first?["id"]?.text)

    try await home.do("cta", "task", "set", task, "--status", "closed")
    try await home.do("cta", "assign", id, TestCompany.alex)
    try await home.do("cta", "snooze", id, "--until", "tomorrow", "--reason", "not-now")
    let open = try await home.json("cta", "list", "--customer", "Raven Systems", "--due", "7d")
    try await home.do("cta", "close", id, "--status", "closed-not-relevant")
    let closed = try await home.json("cta", "list", "--status", "closed-not-relevant")

    let cta = try #require(open.items.first { $0["id"] == .text(id) })
    #expect(cta["due_date"] == .text("2021-05-21"))
    #expect(cta["owner"] == .text("Alex Winter"))
    #expect(cta["snoozed_until"] == .text("2021-05-15"))
    #expect(cta["open_tasks"] == .number(1))
    #expect(cta.shape == Self.ctaShape)
    let last = try #require(closed.items.first { $0["id"] == .text(id) })
    #expect(last["status"] == .text("Closed: Not Relevant"))
    #expect(last["closed_date"] == .text(TestCompany.today))
  }

  /// Every key of a CTA and what kind of value it has.
  private static let ctaShape = """
    closed_date: null
    comments: text
    created_at: instant
    customer: text
    customer_id: text
    due_date: day
    id: text
    important: flag
    name: text
    open_tasks: number
    original_due_date: day
    overdue: flag
    owner: text
    owner_id: text
    playbook: null
    priority: text
    reason: null
    snooze_reason: text
    snoozed_until: day
    status: text
    success_plan_id: null
    tasks: number
    type: text
    unsent: flag
    """

  @Test func `every section of a customer is there, and says whose each attribute is`() async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)

    let page = try await home.json("show", "Raven Systems")
    let attributes = try await home.json("show", "Raven Systems", "--section", "attributes")

    guard case .object(let sections) = page else {
      Issue.record("\(page) is no object")
      return
    }
    #expect(
      sections.keys.sorted() == [
        "attributes", "contacts", "ctas", "health", "instances", "opportunities", "plans",
        "salesforce-activities", "stages", "subscriptions", "summary", "surveys",
        "tam-history", "tickets", "timeline",
      ])
    let hosting = try #require(attributes.items.first { $0["name"] == .text("hosting") })
    #expect(hosting["owner"] == .text("tamarack"))
    #expect(hosting["editable"] == .flag(true))
    let name = try #require(attributes.items.first { $0["name"] == .text("name") })
    #expect(name["owner"] == .text("salesforce"))
    #expect(name["editable"] == .flag(false))
    #expect(name["where_to_change"]?.text?.contains("Salesforce") == true)
  }
}
