package import CustomerSuccess

/// Text with places for columns of a source: `Upcoming renewal: {name}`.
package struct Template: Hashable, Sendable {
  private enum Part: Hashable {
    case text(String)
    case column(String)
  }

  private let parts: [Part]

  /// - Throws: When a brace has no other, or nothing stands between the two.
  package init(_ text: String) throws(Flaw) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { throw Flaw() }
      let name = rest[rest.index(after: open)..<close]
      guard !name.isEmpty, !name.contains("{") else { throw Flaw() }
      parts += [.text(String(rest[..<open])), .column(String(name))]
      rest = rest[rest.index(after: close)...]
    }
    self.parts = (parts + [.text(String(rest))]).filter { $0 != .text("") }
  }

  package struct Flaw: Error, Equatable {}

  /// The columns that it names.
  package var columns: Set<String> {
    Set(
      parts.compactMap { part in
        if case .column(let name) = part { name } else { nil }
      })
  }

  /// Nothing stands for null.
  package func filled(from row: SourceRow) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .column(let name): Self.words(row[name])
      }
    }.joined()
  }

  /// As it stands in the file.
  package var pattern: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .column(let name): "{\(name)}"
      }
    }.joined()
  }

  /// Broken numbers have one digit after the point.
  private static func words(_ value: Value) -> String {
    switch value {
    case .null, .data: ""
    case .integer(let number): String(number)
    case .real(let number):
      number == number.rounded()
        ? PlainNumber.decimal(number, digits: 0) : PlainNumber.decimal(number, digits: 1)
    case .text(let text): text
    }
  }
}

/// One row of the answer to a rule's source.
package struct SourceRow: Sendable {
  /// The columns of an answer, shared by its rows.
  package struct Columns: Sendable {
    package let names: [String]
    fileprivate let places: [String: Int]

    package init(_ names: [String]) {
      self.names = names
      places = Dictionary(
        names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  package let columns: Columns
  package let values: [Value]

  package init(_ columns: Columns, _ values: [Value]) {
    self.columns = columns
    self.values = values
  }

  /// Null for a column that the answer lacks.
  package subscript(_ name: String) -> Value {
    columns.places[name].flatMap { $0 < values.count ? values[$0] : nil } ?? .null
  }

  /// The customer it is about.
  package var account: Account.ID? { Account.ID(stored: self["account_id"]) }

  /// What tells it from other rows of the same rule: its `key`, its `cta_id`, its `id`, or its
  /// customer.
  package var key: String? {
    for name in ["key", "cta_id", "id", "account_id"] {
      if let text = String(stored: self[name]) { return text }
    }
    return nil
  }
}
