/// The stored form of usage months.
///
/// One byte for the version, then numbers of seven bits a byte, low bits first, the eighth bit set
/// while more follow ("varint"): the number of metrics, the number of months, and per month
/// - the months since the previous one, less one (for the first, the months since year 0), doubled,
///   plus one when the set of present metrics differs from the previous month's;
/// - then that set, a bit per metric, low bit first;
/// - for each present metric the difference to its last present value, zigzag: 0, -1, 1, -2 …
extension UsageMonths {
  private static let version: UInt8 = 1
  /// A hundred years: more is not usage but a broken file.
  static let monthLimit = 1_200
  /// Ten times what the mart has today.
  static let metricLimit = 1_000

  package var packed: [UInt8] {
    let width = months.map(\.values.count).max() ?? UsageMetric.all.count
    var bytes: [UInt8] = [Self.version]
    bytes.reserveCapacity(16 + months.count * (width + width / 8 + 3))
    bytes.append(varint: UInt64(width))
    bytes.append(varint: UInt64(months.count))
    var previousMonth = -1
    var presence = [UInt8](repeating: 0, count: (width + 7) / 8)
    var latest = [Int64](repeating: 0, count: width)
    for month in months {
      let (year, number, _) = month.day.parts
      let index = year * 12 + number - 1
      let present = Self.presence(of: month.values, bytes: presence.count)
      let gap = UInt64(index - previousMonth - 1)
      bytes.append(varint: gap * 2 + (present == presence ? 0 : 1))
      if present != presence { bytes += present }
      for (position, value) in month.values.enumerated() {
        guard let value else { continue }
        bytes.append(zigzag: value &- latest[position])
        latest[position] = value
      }
      previousMonth = index
      presence = present
    }
    return bytes
  }

  /// - Throws: ``UsageMonthsError`` when the bytes are not what ``packed`` makes.
  package init(packed bytes: [UInt8]) throws(UsageMonthsError) {
    var reader = PackedReader(bytes)
    let version = try reader.byte()
    guard version == Self.version else { throw .unknownVersion(version) }
    let width = try reader.count(upTo: Self.metricLimit, of: "metrics")
    let count = try reader.count(upTo: Self.monthLimit, of: "months")
    var months: [Month] = []
    months.reserveCapacity(count)
    var previousMonth = -1
    var presence = [UInt8](repeating: 0, count: (width + 7) / 8)
    var latest = [Int64](repeating: 0, count: width)
    for _ in 0..<count {
      let head = try reader.varint()
      let gap = head / 2
      // Years go up to 9999.
      guard gap < 120_000, let day = Self.day(previousMonth + 1 + Int(gap)) else {
        throw .monthOutOfRange(at: reader.position)
      }
      previousMonth += 1 + Int(gap)
      if head % 2 == 1 { presence = try reader.bytes(presence.count) }
      var values = [Int64?](repeating: nil, count: width)
      for position in 0..<width where presence[position / 8] >> (position % 8) & 1 == 1 {
        latest[position] &+= try reader.zigzag()
        values[position] = latest[position]
      }
      months.append(Month(day: day, values: values))
    }
    guard reader.isAtEnd else { throw .tooLong(extraBytes: bytes.count - reader.position) }
    self.init(ascending: months)
  }

  private static func presence(of values: [Int64?], bytes: Int) -> [UInt8] {
    var set = [UInt8](repeating: 0, count: bytes)
    for (position, value) in values.enumerated() where value != nil {
      set[position / 8] |= 1 << (position % 8)
    }
    return set
  }

  private static func day(_ months: Int) -> Day? {
    Day(year: months / 12, month: months % 12 + 1, day: 1)
  }
}

/// Why stored usage months cannot be read.
package enum UsageMonthsError: Error, Equatable {
  case truncated(at: Int)
  /// A version of Tamarack that this one does not know wrote them.
  case unknownVersion(UInt8)
  case tooMany(String, found: UInt64, limit: Int)
  case monthOutOfRange(at: Int)
  case tooLong(extraBytes: Int)
}

extension UsageMonthsError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .truncated(let position):
      "usage months end early, at byte \(position): sync or import this customer's usage again"
    case .unknownVersion(let version):
      "usage months have format \(version), this version reads 1: update Tamarack"
    case .tooMany(let what, let found, let limit):
      "usage months claim \(found) \(what), at most \(limit) are possible: the data is damaged"
    case .monthOutOfRange(let position):
      "usage months name a month after the year 9999 at byte \(position): the data is damaged"
    case .tooLong(let extraBytes):
      "usage months are followed by \(extraBytes) bytes too many: the data is damaged"
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(varint number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  fileprivate mutating func append(zigzag number: Int64) {
    append(varint: UInt64(bitPattern: (number << 1) ^ (number >> 63)))
  }
}

/// Reads bytes one after another and says where they end too early.
private struct PackedReader {
  private let source: [UInt8]
  private(set) var position = 0

  init(_ source: [UInt8]) { self.source = source }

  var isAtEnd: Bool { position == source.count }

  mutating func byte() throws(UsageMonthsError) -> UInt8 {
    guard position < source.count else { throw .truncated(at: position) }
    defer { position += 1 }
    return source[position]
  }

  mutating func bytes(_ count: Int) throws(UsageMonthsError) -> [UInt8] {
    guard count <= source.count - position else { throw .truncated(at: source.count) }
    defer { position += count }
    return Array(source[position..<position + count])
  }

  /// Bits beyond 64 are dropped; a writer makes none.
  mutating func varint() throws(UsageMonthsError) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let next = try byte()
      number |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return number }
    }
    throw .tooMany("bytes of one number", found: 11, limit: 10)
  }

  mutating func zigzag() throws(UsageMonthsError) -> Int64 {
    let number = try varint()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  mutating func count(upTo limit: Int, of what: String) throws(UsageMonthsError) -> Int {
    let number = try varint()
    guard number <= UInt64(limit) else { throw .tooMany(what, found: number, limit: limit) }
    return Int(number)
  }
}
