/// One stored value, as both SQLite files and the wire hold it.
package enum Value: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case data([UInt8])

  package var isNull: Bool {
    if case .null = self { true } else { false }
  }
}

/// A Swift type that a column can hold.
package protocol StorableValue: Sendable, Hashable {
  /// Nil when the stored value is null or not of this type.
  init?(stored: Value)
  var stored: Value { get }
}

extension String: StorableValue {
  package init?(stored: Value) {
    guard case .text(let text) = stored else { return nil }
    self = text
  }
  package var stored: Value { .text(self) }
}

extension Int: StorableValue {
  package init?(stored: Value) {
    guard case .integer(let number) = stored else { return nil }
    self = Int(number)
  }
  package var stored: Value { .integer(Int64(self)) }
}

extension Double: StorableValue {
  package init?(stored: Value) {
    switch stored {
    case .real(let number): self = number
    case .integer(let number): self = Double(number)
    case .null, .text, .data: return nil
    }
  }
  package var stored: Value { .real(self) }
}

extension Bool: StorableValue {
  package init?(stored: Value) {
    guard case .integer(let number) = stored else { return nil }
    self = number != 0
  }
  package var stored: Value { .integer(self ? 1 : 0) }
}

extension Day: StorableValue {
  package init?(stored: Value) {
    guard case .text(let text) = stored else { return nil }
    self.init(text)
  }
  package var stored: Value { .text(description) }
}

extension Instant: StorableValue {
  package init?(stored: Value) {
    guard case .integer(let number) = stored else { return nil }
    self.init(microseconds: number)
  }
  package var stored: Value { .integer(microseconds) }
}

extension Identifier: StorableValue {
  package init?(stored: Value) {
    guard case .text(let text) = stored else { return nil }
    self.init(rawValue: text)
  }
  package var stored: Value { .text(rawValue) }
}

extension [UInt8]: StorableValue {
  package init?(stored: Value) {
    guard case .data(let bytes) = stored else { return nil }
    self = bytes
  }
  package var stored: Value { .data(self) }
}

/// A fixed list of values, stored by its raw text.
package protocol Enumeration: StorableValue, CaseIterable, RawRepresentable, Codable
where RawValue == String {}

extension Enumeration {
  package init?(stored: Value) {
    guard case .text(let text) = stored else { return nil }
    self.init(rawValue: text)
  }
  package var stored: Value { .text(rawValue) }
}
