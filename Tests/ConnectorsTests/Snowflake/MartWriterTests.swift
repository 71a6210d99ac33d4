import Testing

@testable import Connectors

@Suite struct MartWriterTests {
  private static let columns = [
    MartColumn("account", .text, isKey: true), MartColumn("month", .day, isKey: true),
    MartColumn("host", .text), MartColumn("users", .count), MartColumn("runners", .count),
  ]
  private static let mart = UsageMart(
    table: SnowflakeTable(database: "D", schema: "S", name: "T"), columns: columns, month: "month")

  private func file(
    _ types: [(name: String, type: String, scale: Int?)], _ json: String
  ) throws -> (text: String, writer: MartWriter) {
    let plan = try Self.mart.plan(found: types.map(\.name))
    var writer = try MartWriter(
      plan, columns: types.map { .init(name: $0.name, typeName: $0.type, scale: $0.scale) })
    var bytes = writer.header
    _ = try writer.append(SnowflakeRows(Array(json.utf8)), rowsBefore: 10, to: &bytes)
    return (String(decoding: bytes, as: UTF8.self), writer)
  }

  private static let types: [(name: String, type: String, scale: Int?)] = [
    ("ACCOUNT", "text", nil), ("MONTH", "date", nil), ("HOST", "text", nil),
    ("USERS", "fixed", 0), ("RUNNERS", "fixed", 0),
  ]

  // edge 29
  @Test func `rows are written by the names of their columns, whatever their order`() throws {
    let shuffled: [(name: String, type: String, scale: Int?)] = [
      ("Users", "FIXED", 0), ("NEW", "text", nil), ("month", "DATE", nil),
      ("RUNNERS", "fixed", 0), ("ACCOUNT", "text", nil), ("HOST", "text", nil),
    ]
    let (text, writer) = try file(
      shuffled, #"{"data":[["7","x","18809","0","001","h.example"]],"stats":{"a":[1]}}"#)
    #expect(
      text == """
        account,month,host,users,runners
        001,2021-07-01,h.example,7,0

        """)
    #expect(writer.drift == MartDrift(unknown: ["NEW"]))
  }

  // edge 40
  @Test func `null, an empty text and the text null stay three things`() throws {
    let (text, _) = try file(
      Self.types,
      #"[["001","0",null,null,"1"],["001","0","",null,"1"],["001","0","null",null,"1"]]"#)
    #expect(
      text == """
        account,month,host,users,runners
        001,1970-01-01,,,1
        001,1970-01-01,"",,1
        001,1970-01-01,null,,1

        """)
  }

  @Test func `texts with marks of CSV and JSON come through`() throws {
    let (text, _) = try file(
      Self.types, #"[["001","0","a\"b,c\nd \u00e9\uD83D\uDE80","1","1"]]"#)
    #expect(text.hasSuffix("001,1970-01-01,\"a\"\"b,c\nd é🚀\",1,1\n"))
  }

  // edge 41
  @Test func `failed counts go on to the import, which knows them`() throws {
    let types = Array(Self.types.dropLast()) + [("RUNNERS", "variant", nil)]
    let (text, writer) = try file(
      types, #"[["001","0",null,"-1","{\"-1\":-1}"],["001","0",null,"-1000","null"]]"#)
    #expect(text.contains("001,1970-01-01,,-1,\"{\"\"-1\"\":-1}\"\n"))
    #expect(text.contains("001,1970-01-01,,-1000,\n"))
    #expect(writer.unreadable.isEmpty)
  }

  // edge 30
  @Test func `a scale is no reason to lose a count, a fraction is`() throws {
    let types = Array(Self.types.dropLast()) + [("RUNNERS", "fixed", 2)]
    let (text, writer) = try file(
      types, #"[["001","0",null,"1","12.00"],["001","0",null,"1","12.50"]]"#)
    #expect(text.contains("001,1970-01-01,,1,12\n"))
    #expect(text.contains("001,1970-01-01,,1,\n"))
    #expect(writer.unreadable == ["runners": 1])
  }

  // edge 30
  @Test func `a count that has become a text is left out, and said`() throws {
    let types = Array(Self.types.dropLast()) + [("RUNNERS", "text", nil)]
    let (text, writer) = try file(types, #"[["001","0",null,"1","many"]]"#)
    #expect(
      text == """
        account,month,host,users
        001,1970-01-01,,1

        """)
    #expect(writer.drift.changed == ["runners": "a text"])
    #expect(writer.drift.isDegraded)
  }

  // edge 30
  @Test func `a key column that has become something else stores nothing`() throws {
    var types = Self.types
    types[1].type = "boolean"
    #expect(
      throws: SnowflakeError.keyColumn(
        name: "month", found: "true or false", expected: "a date")
    ) {
      try file(types, "[]")
    }
  }

  // edge 28
  @Test func `a missing column is left out, a missing key column stores nothing`() throws {
    let (text, writer) = try file(Array(Self.types.dropLast()), #"[["001","0",null,"1"]]"#)
    #expect(text.hasPrefix("account,month,host,users\n"))
    #expect(writer.drift.missing == ["runners"])
    #expect(throws: SnowflakeError.keyColumns(missing: ["account"], table: Self.mart.table)) {
      try Self.mart.plan(found: ["MONTH", "HOST"])
    }
    #expect(throws: SnowflakeError.noSuchTable(Self.mart.table)) {
      try Self.mart.plan(found: [])
    }
  }

  @Test func `a cell that does not fit its column is named with its row`() throws {
    #expect(
      throws: SnowflakeError.cell(
        column: "month", row: 12, found: "soon", expected: "a date")
    ) {
      try file(Self.types, #"[["001","0",null,"1","1"],["001","soon",null,"1","1"]]"#)
    }
  }

  @Test(arguments: [
    "", "[", "{}", #"{"data":[["1"]"#, #"[["1",2]]"#, #"[["1]]"#, #"[["1" "2"]]"#, #"{"data":{}}"#,
  ])
  func `bytes that are no rows are a fault, never a crash`(text: String) {
    #expect(throws: SnowflakeRows.Fault.self) {
      try SnowflakeRows(Array(text.utf8)).count()
    }
  }

  @Test func `what stands around the rows can be read without them`() throws {
    let rows = try SnowflakeRows(Array(#"{"code":"1","data":[["a","]"]],"x":{"y":[1]}}"#.utf8))
    #expect(try rows.count() == 1)
    #expect(
      try JSONValue(parsing: rows.bytesWithoutRows())
        == ["code": "1", "data": [], "x": ["y": [1]]])
  }

  @Test func `the statement names its columns as they are in Snowflake`() throws {
    let plan = try Self.mart.plan(found: ["ACCOUNT", "month", "Host", "USERS", "RUNNERS"])
    let statement = plan.statement(since: "2024-01-01", tag: "run 1")
    #expect(
      statement.text == """
        SELECT "ACCOUNT", "month", "Host", "USERS", "RUNNERS" FROM "D"."S"."T" \
        WHERE "month" >= TO_DATE(?) ORDER BY "ACCOUNT", "month"
        """)
    #expect(statement.bindings == ["2024-01-01"])
  }
}
