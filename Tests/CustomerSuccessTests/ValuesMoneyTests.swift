import CustomerSuccess
import Support
import Testing

@Suite struct ValuesMoneyTests {
  @Test(arguments: [
    ("1234.5", "USD", 123_450), ("-0.07", "USD", -7), ("+3", "USD", 300), ("0.005", "USD", 1),
    ("0.0049", "USD", 0), ("-0.005", "USD", -1), ("0.995", "USD", 100), (".5", "EUR", 50),
    ("7.", "EUR", 700), ("1234", "JPY", 1_234), ("1234.5", "JPY", 1_235), ("1.2345", "KWD", 1_235),
    ("007", "USD", 700),
  ])
  func `a decimal becomes minor units of its currency`(
    _ text: String, _ code: String, _ units: Int64
  ) throws {
    let currency = try #require(Currency(code: code))
    #expect(Money(decimal: text, currency: currency)?.minorUnits == units)
  }

  @Test(arguments: [
    "", "-", ".", "1,234", "1.2.3", "12a", "1e6", " 1", "٣", "99999999999999999999",
    "92233720368547758.08",
  ])
  func `what is no amount is refused`(_ text: String) {
    #expect(Money(decimal: text, currency: .usDollar) == nil)
  }

  @Test func `an amount survives being written and read`() throws {
    var random = SeededGenerator(seed: 44)
    let currencies = try ["USD", "JPY", "KWD"].map { try #require(Currency(code: $0)) }
    for round in 0..<20_000 {
      let bits = round % 60 + 1
      let units = Int64.random(in: -(1 << bits)...(1 << bits), using: &random)
      let money = Money(minorUnits: units, currency: currencies[round % 3])
      guard Money(decimal: money.decimal, currency: money.currency) == money else {
        Issue.record("\(units) \(money.currency.code) became \(money.decimal) (\(random))")
        return
      }
    }
  }

  @Test(arguments: ["usd", "USD"])
  func `a currency is three letters of either case`(_ code: String) {
    #expect(Currency(code: code) == .usDollar)
  }

  @Test(arguments: ["", "US", "USDX", "U$D", "ÜSD"])
  func `what is no currency is refused`(_ code: String) {
    #expect(Currency(code: code) == nil)
  }
}
