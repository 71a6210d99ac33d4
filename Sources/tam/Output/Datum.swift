import CustomerSuccess

/// One value of a result, before it becomes JSON, CSV or a cell of a table.
enum Datum: Equatable {
  case null
  case text(String)
  case integer(Int64)
  /// A number with a fraction; one that is no number becomes null.
  case real(Double)
  case boolean(Bool)
  case list([Datum])
  /// Members in the order in which they are written.
  case object([Member])

  struct Member: Equatable {
    let key: String
    let value: Datum

    init(_ key: String, _ value: Datum) {
      self.key = key
      self.value = value
    }
  }
}

extension Datum {
  init(_ text: String?) { self = text.map(Datum.text) ?? .null }
  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  init(_ number: Double?) { self = number.map(Datum.real) ?? .null }
  init(_ flag: Bool) { self = .boolean(flag) }
  init(_ day: Day?) { self.init(day?.description) }
  init(_ instant: Instant?) { self.init(instant?.description) }
  init<Object>(_ id: Identifier<Object>?) { self.init(id?.rawValue) }
  init(_ texts: [String]) { self = .list(texts.map(Datum.text)) }

  /// The word that Salesforce, the screens and the flags know the choice by.
  init<Choice: Enumeration>(_ choice: Choice?) where Choice.RawValue == String {
    self.init(choice?.rawValue)
  }

  /// A color, in lower case as the flags have it.
  init(color: Sentiment?) { self.init(color?.rawValue.lowercased()) }

  /// A stored value of a column.
  ///
  /// Money becomes a decimal, lists become arrays, bytes their count.
  init(_ value: Value, of column: Column, currency: Currency?) {
    switch (column.type, value) {
    case (_, .null): self = .null
    case (.boolean, .integer(let number)): self = .boolean(number != 0)
    case (.instant, .integer(let number)): self.init(Instant(microseconds: number))
    case (.money, .integer(let units)):
      let money = Money(minorUnits: units, currency: currency ?? .usDollar)
      self = .text(money.decimal)
    case (.choice(let words), .text(let word)) where words == Self.colors:
      self = .text(word.lowercased())
    case (.list, .text(let text)):
      self = .list(text.split(separator: ";").map { .text(String($0)) })
    case (_, .text(let text)): self = .text(text)
    case (_, .integer(let number)): self = .integer(number)
    case (_, .real(let number)): self = .real(number)
    case (_, .data(let bytes)): self = .integer(Int64(bytes.count))
    }
  }

  private static let colors = Sentiment.allCases.map(\.rawValue)
}
