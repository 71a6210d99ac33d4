import Testing

@testable import Connectors

@Suite struct SnowflakeCellTests {
  @Test(
    arguments: [
      ("12345.67", .fixed(scale: 2), "12345.67"),
      ("-5", .fixed(scale: 0), "-5"),
      (
        "99999999999999999999999999999999999999", .fixed(scale: 0),
        "99999999999999999999999999999999999999"
      ),
      ("-1e-07", .real, "-0.0000001"),
      ("1.5E3", .real, "1500"),
      ("3.14", .real, "3.14"),
      ("NaN", .real, ""),
      ("inf", .real, ""),
      ("true", .boolean, "true"),
      ("FALSE", .boolean, "false"),
      ("1", .boolean, "true"),
      ("0", .boolean, "false"),
      ("null", .text, "null"),
      ("", .text, ""),
      ("18809", .date, "2021-07-01"),
      ("0", .date, "1970-01-01"),
      ("-1", .date, "1969-12-31"),
      ("-719162", .date, "0001-01-01"),
      ("11016", .date, "2000-02-29"),
      ("2021-07-01", .date, "2021-07-01"),
      ("82919.000000000", .time, "23:01:59"),
      ("0.500000000", .time, "00:00:00.5"),
      ("23:01:59", .time, "23:01:59"),
      ("1627646400.123000000", .timestampLTZ, "2021-07-30T12:00:00.123Z"),
      ("1627646400.123456789", .timestampNTZ, "2021-07-30T12:00:00.123456789Z"),
      ("-0.500000000", .timestampNTZ, "1969-12-31T23:59:59.5Z"),
      ("-86400.000000000", .timestampNTZ, "1969-12-31T00:00:00Z"),
      ("1627646400.123000000 960", .timestampTZ, "2021-07-30T04:00:00.123-08:00"),
      ("1627646400.000000000 1770", .timestampTZ, "2021-07-30T17:30:00+05:30"),
      ("2021-07-30 12:00:00.000", .timestampNTZ, "2021-07-30 12:00:00.000"),
      ("{\"-1\":-1}", .semiStructured, "{\"-1\":-1}"),
      ("68656C6C6F", .binary, "68656C6C6F"),
    ] as [(String, SnowflakeType, String)])
  func `a cell is written out digit for digit`(
    cell: String, type: SnowflakeType, text: String
  ) throws {
    #expect(try SnowflakeCell.decoded(cell, type) == text)
  }

  @Test(
    arguments: [
      ("12,5", .fixed(scale: 1)), ("", .fixed(scale: 0)), ("1.", .fixed(scale: 0)),
      ("0x10", .real), ("1e400", .real), ("yes", .boolean), ("soon", .date), ("99999999", .date),
      ("noon", .time), ("86400.000000000", .time), ("1.2e9", .timestampNTZ),
      ("1627646400.1234567890", .timestampNTZ), ("1627646400.000000000 5000", .timestampTZ),
      ("", .timestampTZ),
    ] as [(String, SnowflakeType)])
  func `what is in no known form is a mismatch`(cell: String, type: SnowflakeType) {
    #expect(throws: SnowflakeCell.Mismatch(type: type)) {
      try SnowflakeCell.decoded(cell, type)
    }
  }

  @Test(arguments: [
    ("fixed", SnowflakeType.fixed(scale: 3)), ("FIXED", .fixed(scale: 3)), ("TEXT", .text),
    ("timestamp_ltz", .timestampLTZ), ("OBJECT", .semiStructured), ("vector", .other("vector")),
  ])
  func `a type is known in either case`(name: String, type: SnowflakeType) {
    #expect(SnowflakeType(name: name, scale: 3) == type)
  }
}

@Suite struct SnowflakeAccountTests {
  @Test(arguments: [
    ("xy12345.eu-west-1", "xy12345.eu-west-1.snowflakecomputing.com", "XY12345"),
    ("XY12345", "xy12345.snowflakecomputing.com", "XY12345"),
    ("acme-usage_data", "acme-usage-data.snowflakecomputing.com", "ACME-USAGE_DATA"),
    ("acme-east.global", "acme-east.global.snowflakecomputing.com", "ACME"),
    (
      "https://acme-usage.snowflakecomputing.com/", "acme-usage.snowflakecomputing.com",
      "ACME-USAGE"
    ),
  ])
  func `host and claim are two spellings of one account`(
    text: String, host: String, claim: String
  ) throws {
    let account = try SnowflakeAccount(text)
    #expect(account.host == host)
    #expect(account.claimName == claim)
  }

  @Test(arguments: ["", "acme usage", "acme..eu", "acme@evil.example", "acme:443"])
  func `what cannot be a host is refused`(text: String) {
    #expect(throws: SnowflakeError.account(text)) { try SnowflakeAccount(text) }
  }
}
