import Foundation
import Testing

@testable import Connectors

@Suite struct HTTPDateTests {
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0),
    ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199.0),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
  ])
  func `a moment is read`(text: String, seconds: Double) {
    #expect(HTTPDate.parse(text) == Date(timeIntervalSince1970: seconds))
  }

  @Test(arguments: [
    "", "soon", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 25:49:37 GMT",
  ])
  func `anything else is no moment`(text: String) {
    #expect(HTTPDate.parse(text) == nil)
  }
}
