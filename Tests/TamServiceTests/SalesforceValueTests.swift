import CustomerSuccess
import Foundation
import Support
import Testing

@testable import TamService

@Suite struct SalesforceValueTests {
  @Test(arguments: [
    ("001D000000IqhSL", "001D000000IqhSLIAZ"), ("001R0000005hDFY", "001R0000005hDFYIA2"),
    ("001D000000IqhSLIAZ", "001D000000IqhSLIAZ"),
  ])
  func `short ids get the three characters that Salesforce gives them`(
    short: String, long: String
  ) throws {
    #expect(try SalesforceID.normalized(short) == long)
  }

  @Test(arguments: [
    ("001D000000IqhS", SalesforceIDProblem.length("001D000000IqhS")),
    ("001D000000Iq-SL", .characters("001D000000Iq-SL")),
    ("001d000000iqhsliaz", .checksum("001d000000iqhsliaz")),
    ("003D000000IqhSL", .prefix("003D000000IqhSL", expected: "001")),
  ])
  func `what is no id of the object says why`(text: String, problem: SalesforceIDProblem) {
    #expect(throws: problem) { try SalesforceID.normalized(text, prefix: "001") }
  }

  @Test(arguments: [
    ("3", 3), ("3.0", 3), ("-12.000", -12), ("9.5E8", 950_000_000), ("1.25e2", 125), ("1.5", nil),
    ("1.25E1", nil), ("", nil), ("abc", nil), ("9.5E99", nil), ("1,000", nil), ("-5E-1", nil),
  ])
  func `whole numbers come with decimals and exponents`(text: String, number: Int64?) {
    #expect(SalesforceCell.integer(text) == number)
  }

  @Test(arguments: [
    ("9.5E8", "950000000"), ("1.2345E7", "12345000"), ("1.2345E2", "123.45"),
    ("-2.5E-3", "-0.0025"),
    ("12.5", "12.5"),
  ])
  func `exponents are written out exactly`(text: String, plain: String) {
    #expect(SalesforceCell.plainDecimal(text) == plain)
  }

  @Test func `dates come alone, with midnight, and as times`() {
    #expect(SalesforceCell.day("2024-02-29") == Day("2024-02-29"))
    #expect(SalesforceCell.day("2024-02-29 00:00:00") == Day("2024-02-29"))
    #expect(SalesforceCell.day("2023-02-29") == nil)
    let noon = Day("2024-02-29").map { Instant(startOf: $0).adding(seconds: 43_200) }
    for text in ["2024-02-29T12:00:00.000Z", "2024-02-29T12:00:00.000+0000", "2024-02-29 12:00:00"]
    {
      #expect(SalesforceCell.instant(text) == noon)
    }
  }
}
