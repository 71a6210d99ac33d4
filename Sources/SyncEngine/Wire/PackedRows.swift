package import CustomerSuccess

/// Rows with their places, the values one behind the other in a few large buffers.
///
/// A first load moves half a million rows whose values only pass from one SQLite file to another:
/// an object for each of them would cost more than everything else that is done with it.
package struct PackedRows: Sendable {
  /// Bytes of a text, of data or of an id.
  struct Span {
    let start: UInt32
    let count: UInt32
  }

  enum Packed {
    case null
    case integer(Int64)
    case real(Double)
    case text(Span)
    case data(Span)
  }

  struct Entry {
    let table: Table
    /// The place in ``PackedRows/scopes``.
    let scope: Int
    let id: Span
    let position: Position
    /// The place of the first of as many values as the table has columns.
    let firstValue: Int
  }

  var entries: [Entry] = []
  var values: [Packed] = []
  var bytes: [UInt8] = []
  /// Rows of one scope come together.
  var scopes: [Scope] = []

  package init() {}

  package init(_ rows: some Sequence<PlacedRow>) {
    for placed in rows {
      append(placed.row.table, placed.row.id.utf8, placed.scope, placed.position)
      for value in placed.row.values {
        switch value {
        case .null: values.append(.null)
        case .integer(let number): values.append(.integer(number))
        case .real(let number): values.append(.real(number))
        case .text(let text): values.append(.text(keep(text.utf8)))
        case .data(let data): values.append(.data(keep(data)))
        }
      }
    }
  }

  /// Appends a row that is somebody else's.
  ///
  /// - Parameter value: The value of each column, by its place in the table.
  package mutating func append(
    _ table: Table, id: UnsafeRawBufferPointer, scope: Scope, position: Position,
    value: (_ column: Int) -> LentValue
  ) {
    append(table, id, scope, position)
    for column in 0..<table.columns.count {
      switch value(column) {
      case .null: values.append(.null)
      case .integer(let number): values.append(.integer(number))
      case .real(let number): values.append(.real(number))
      case .text(let text): values.append(.text(keep(text)))
      case .data(let data): values.append(.data(keep(data)))
      }
    }
  }

  /// A row whose values are appended next.
  private mutating func append(
    _ table: Table, _ id: some Collection<UInt8>, _ scope: Scope, _ position: Position
  ) {
    if scopes.last != scope { scopes.append(scope) }
    entries.append(
      Entry(
        table: table, scope: scopes.count - 1, id: keep(id), position: position,
        firstValue: values.count))
  }

  /// Keeps a copy of bytes; what it returns is good for these rows only.
  mutating func keep(_ content: some Collection<UInt8>) -> Span {
    let start = bytes.count
    bytes.append(contentsOf: content)
    return Span(start: UInt32(start), count: UInt32(bytes.count - start))
  }

  /// Keeps what a text of base 64 stands for; nil when it is not one.
  mutating func keep(base64 text: ArraySlice<UInt8>) -> Span? {
    let start = bytes.count
    guard Base64.decode(text, to: &bytes) else { return nil }
    return Span(start: UInt32(start), count: UInt32(bytes.count - start))
  }

  func content(_ span: Span) -> ArraySlice<UInt8> {
    bytes[Int(span.start)..<Int(span.start + span.count)]
  }
}

extension PackedRows: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }
  package subscript(index: Int) -> PackedRow { PackedRow(rows: self, entry: entries[index]) }
}

/// One row of many.
package struct PackedRow {
  let rows: PackedRows
  let entry: PackedRows.Entry

  package var table: Table { entry.table }
  package var scope: Scope { rows.scopes[entry.scope] }
  package var position: Position { entry.position }
  package var id: String { String(decoding: rows.content(entry.id), as: UTF8.self) }
  package var key: RowKey { RowKey(table, id) }

  /// See ``RowChecksum``.
  var checksum: UInt64 {
    RowChecksum.of(table: table.name.utf8, id: rows.content(entry.id), position: position)
  }

  /// The row as a value that can be kept.
  package var placed: PlacedRow {
    let row = lend { lent in
      Row(table, id: id, values: (0..<lent.count).map { Value(lent[$0]) })
    }
    return PlacedRow(row, scope: scope, position: position)
  }

  /// Lends the row's id and values without copying them; they are good only inside the call.
  package func lend<Answer>(_ body: (LentRow) throws -> Answer) rethrows -> Answer {
    try rows.bytes.withUnsafeBytes { bytes in
      try rows.values.withUnsafeBufferPointer { values in
        try body(LentRow(scope: scope, entry: entry, bytes: bytes, values: values))
      }
    }
  }
}

/// A value whose bytes belong to somebody else.
package enum LentValue {
  case null
  case integer(Int64)
  case real(Double)
  /// UTF-8.
  case text(UnsafeRawBufferPointer)
  case data(UnsafeRawBufferPointer)

  package var isNull: Bool {
    if case .null = self { true } else { false }
  }
}

extension Value {
  package init(_ lent: LentValue) {
    self =
      switch lent {
      case .null: .null
      case .integer(let number): .integer(number)
      case .real(let number): .real(number)
      case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
      case .data(let bytes): .data(Array(bytes))
      }
  }
}

/// A row whose bytes belong to somebody else.
package struct LentRow {
  let scope: Scope
  let entry: PackedRows.Entry
  let bytes: UnsafeRawBufferPointer
  let values: UnsafeBufferPointer<PackedRows.Packed>

  package var table: Table { entry.table }
  package var position: Position { entry.position }
  package var id: UnsafeRawBufferPointer { content(entry.id) }

  /// As many as the table has columns.
  package var count: Int { entry.table.columns.count }

  /// The value of a column, by its place in the table.
  package subscript(column: Int) -> LentValue {
    switch values[entry.firstValue + column] {
    case .null: .null
    case .integer(let number): .integer(number)
    case .real(let number): .real(number)
    case .text(let span): .text(content(span))
    case .data(let span): .data(content(span))
    }
  }

  private func content(_ span: PackedRows.Span) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      rebasing: bytes[Int(span.start)..<Int(span.start) + Int(span.count)])
  }
}
