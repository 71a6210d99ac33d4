import Testing

@testable import Connectors

@Suite struct ZendeskPageTests {
  private func page(_ json: String, _ stream: ZendeskStream) throws -> ZendeskPage {
    try ZendeskPage(JSONValue(parsing: Array(json.utf8)), of: stream)
  }

  // edge 26
  @Test func `the end is what end_of_stream says, though links go on`() throws {
    let page = try page(
      #"""
      {"tickets":[],"after_cursor":"MTIzLjB8fDl8","after_url":"https://other.example/x",
      "end_of_stream":true}
      """#, .tickets)
    #expect(page.isLast)
    #expect(
      try ZendeskPosition.cursor("a").after(page, of: .tickets) == .cursor("MTIzLjB8fDl8"))
  }

  @Test func `the end of a list is what has_more says, though links go on`() throws {
    let page = try page(
      #"""
      {"organizations":[{"id":1}],"meta":{"has_more":false,"after_cursor":"x"},
      "links":{"next":"https://other.example/x"}}
      """#, .organizations)
    #expect(page.isLast)
    #expect(
      try ZendeskPosition.list(after: "a").after(page, of: .organizations) == .list(after: "a"))
  }

  @Test func `an answer that is no page says so`() throws {
    for json in [#"{"error":"x"}"#, #"{"tickets":[]}"#, #"{"tickets":{},"end_of_stream":true}"#] {
      #expect(throws: ZendeskError.self) { try page(json, .tickets) }
    }
  }

  @Test func `a user who moved without another time is not the same again`() throws {
    let page = try page(
      #"""
      {"users":[{"id":1,"organization_id":7,"updated_at":"2024-05-01T00:00:00Z"},
      {"id":1,"organization_id":8,"updated_at":"2024-05-01T00:00:00Z"},
      {"id":1,"organization_id":8,"updated_at":"2024-05-01T00:00:00Z"}],"end_of_stream":true}
      """#, .users)
    #expect(page.records[0].mark != page.records[1].mark)
    #expect(page.records[1].mark == page.records[2].mark)
  }

  @Test func `what a customer wrote is not kept`() throws {
    let page = try page(
      #"""
      {"tickets":[{"id":9007199254740993,"subject":"s","description":"secret","comment":"secret",
      "custom_fields":[{"id":1,"value":"secret"}],"satisfaction_rating":{"score":"bad","comment":
      "secret"},"via":{"channel":"web","source":{"rel":"follow_up","from":{"ticket_id":7,
      "subject":"secret"}}},"updated_at":"2024-05-01T00:00:00Z","generated_timestamp":5}],
      "metric_sets":[{"ticket_id":9007199254740993,"reopens":2,"id":1}],"end_of_stream":true}
      """#, .tickets)
    let record = try #require(page.records.first)
    #expect(record.mark == .init(id: 9_007_199_254_740_993, stamp: "5"))
    #expect(
      String(decoding: record.line, as: UTF8.self) == #"""
        {"generated_timestamp":5,"id":9007199254740993,"metric_set":{"reopens":2},\#
        "satisfaction_rating":{"score":"bad"},"subject":"s","updated_at":"2024-05-01T00:00:00Z",\#
        "via":{"source":{"from":{"ticket_id":7},"rel":"follow_up"}}}

        """#)
  }

  @Test func `requests are made from what is known, never from a link`() {
    let cursor = ZendeskPosition.cursor("MTIz|=").request(.tickets)
    #expect(
      cursor.path
        == "/api/v2/incremental/tickets/cursor.json?cursor=MTIz%7C%3D&per_page=1000"
        + "&include=metric_sets")
    #expect(
      ZendeskPosition.since(7).request(.organizations).path
        == "/api/v2/incremental/organizations.json?start_time=7&per_page=1000")
    #expect(
      ZendeskPosition.list(after: "a=").request(.organizations).path
        == "/api/v2/organizations.json?page%5Bsize%5D=100&page%5Bafter%5D=a%3D")
  }

  @Test func `nothing younger is asked for than Zendesk gives`() {
    #expect(ZendeskPosition.since(1_000).heldBack(now: 1_100) == .since(800))
    #expect(ZendeskPosition.since(500).heldBack(now: 1_100) == .since(500))
    #expect(ZendeskPosition.since(0).heldBack(now: 100) == .since(0))
    #expect(ZendeskPosition.cursor("a").heldBack(now: 0) == .cursor("a"))
  }

  // edge 27
  @Test func `a full page within one second is an error, not a loop`() throws {
    let page = try page(
      #"{"organizations":[{"id":1}],"end_time":50,"end_of_stream":false,"next_page":"x"}"#,
      .organizations)
    #expect(try ZendeskPosition.since(49).after(page, of: .organizations) == .since(50))
    #expect(throws: ZendeskError.crowdedSecond(.organizations, second: 50)) {
      try ZendeskPosition.since(50).after(page, of: .organizations)
    }
  }

  @Test func `an export that does not move on is an error, not a loop`() throws {
    let page = try page(
      #"{"users":[{"id":1}],"after_cursor":"a","end_of_stream":false}"#, .users)
    #expect(throws: ZendeskError.standsStill(.users, at: "a")) {
      try ZendeskPosition.cursor("a").after(page, of: .users)
    }
  }
}
