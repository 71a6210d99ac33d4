import CustomerSuccess

/// How the values of one table's rows stand in an answer, and which kinds of values fit.
struct TableReader {
  let table: Table
  /// For each announced column its place in ``Row/values``; nil for one that is not known here.
  private let places: [Int?]
  /// What fits at each announced place.
  private let kinds: [ValueKind]
  /// The announced columns are exactly the table's, in its order: nothing to rearrange.
  private let isInOrder: Bool

  init(_ table: Table, announced: [String]) {
    self.table = table
    places = announced.map(table.position(of:))
    kinds = places.map { place in place.map { ValueKind(table.columns[$0].type) } ?? .any }
    isInOrder = places == Array(table.columns.indices)
  }

  /// Reads the list of values of one row; columns that are not announced are null, and so are the
  /// last ones of a list that is shorter than what was announced.
  func read(
    _ reader: inout LineReader, to rows: inout PackedRows
  ) throws(FrameError) {
    try reader.expect(UInt8(ascii: "["))
    let first = rows.values.count
    var index = 0
    if !isInOrder {
      rows.values.append(contentsOf: repeatElement(.null, count: table.columns.count))
    }
    while !reader.take(UInt8(ascii: "]")) {
      if index > 0 { try reader.expect(UInt8(ascii: ",")) }
      guard index < places.count else { throw reader.malformed("more values than columns") }
      try readValue(at: index, from: first, &reader, to: &rows)
      index += 1
    }
    guard isInOrder, index < places.count else { return }
    rows.values.append(contentsOf: repeatElement(.null, count: places.count - index))
  }

  private func readValue(
    at index: Int, from first: Int, _ reader: inout LineReader, to rows: inout PackedRows
  ) throws(FrameError) {
    guard let place = places[index] else {
      try reader.skipValue()
      return
    }
    let value = try reader.value(to: &rows)
    guard kinds[index].fits(value) else {
      throw reader.malformed("a wrong kind of value in \(table.columns[place].name)")
    }
    if isInOrder { rows.values.append(value) } else { rows.values[first + place] = value }
  }
}

/// Which values a column may hold; the service's rows are checked against it as they arrive.
enum ValueKind: Hashable {
  case text
  case integer
  case real
  case data
  /// A column that is skipped.
  case any

  init(_ type: ColumnType) {
    switch type {
    case .text, .longText, .day, .choice, .list, .reference, .url, .email: self = .text
    case .integer, .money, .instant, .boolean: self = .integer
    case .real, .ratio: self = .real
    case .data: self = .data
    }
  }

  @inline(__always) func fits(_ value: PackedRows.Packed) -> Bool {
    switch (self, value) {
    case (_, .null), (.any, _), (.text, .text), (.integer, .integer), (.real, .real),
      (.real, .integer), (.data, .data):
      true
    case (.text, _), (.integer, _), (.real, _), (.data, _):
      false
    }
  }
}
