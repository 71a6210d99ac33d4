import CustomerSuccess
import Foundation

/// The table that the stand-in for Snowflake answers from.
package struct SnowflakeMart: Sendable {
  package struct Column: Equatable, Sendable {
    package let name: String
    /// As `rowType` names it.
    package let type: String
    package let scale: Int?

    package init(_ name: String, _ type: String, scale: Int? = nil) {
      self.name = name
      self.type = type
      self.scale = type == "fixed" ? scale ?? 0 : scale
    }
  }

  package let database: String
  package let schema: String
  package let name: String
  /// May be changed between two runs, as the real one's are.
  package var columns: [Column]
  private let source: MartSource

  /// - Parameter rows: Cells in Snowflake's form, in the order of the columns; dates as days.
  package init(
    database: String = "ANALYTICS", schema: String = "USAGE", name: String = "MART",
    columns: [Column], rows: [[String?]]
  ) {
    self.database = database
    self.schema = schema
    self.name = name
    self.columns = columns
    source = .rows(rows)
  }

  /// Reads `usage.csv` of a sandbox company, which stays on the disk.
  package init(
    file path: String, database: String = "ANALYTICS", schema: String = "USAGE",
    name: String = "MART"
  ) throws {
    self.database = database
    self.schema = schema
    self.name = name
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    let header = String(decoding: data.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    columns = header.split(separator: ",").map { Self.column(named: String($0)) }
    source = .file(data)
  }

  private static func column(named name: String) -> Column {
    switch name {
    case "SNAPSHOT_MONTH": Column(name, "date")
    case "PING_CREATED_AT": Column(name, "timestamp_ntz", scale: 9)
    case "IS_LATEST_DATA": Column(name, "boolean")
    case "LICENSE_UTILIZATION": Column(name, "fixed", scale: 4)
    default:
      UsageMetric.named(name.lowercased()) == nil ? Column(name, "text") : Column(name, "fixed")
    }
  }

  /// One partition of an answer: where in the source it begins, and how many rows it has.
  struct Partition: Equatable, Sendable {
    let start: Int
    let rowCount: Int
  }

  /// Cuts the rows from a day on into partitions.
  ///
  /// - Parameter since: Days since 1970 of the first.
  func partitions(month: Int, since: Int, rowsEach: Int) -> [Partition] {
    var partitions: [Partition] = []
    var start = source.firstRow
    var count = 0
    var place = start
    while let row = source.row(at: &place) {
      guard row.day(month).map({ $0 >= since }) ?? false else { continue }
      if count == 0 { start = row.place }
      count += 1
      if count == rowsEach {
        partitions.append(Partition(start: start, rowCount: count))
        count = 0
      }
    }
    if count > 0 || partitions.isEmpty {
      partitions.append(Partition(start: start, rowCount: count))
    }
    return partitions
  }

  /// The rows of a partition as JSON, `[["1",null],…]`.
  func json(_ partition: Partition, columns positions: [Int], month: Int, since: Int) -> [UInt8] {
    var json = Array("[".utf8)
    var left = partition.rowCount
    var place = partition.start
    while left > 0, let row = source.row(at: &place) {
      guard row.day(month).map({ $0 >= since }) ?? false else { continue }
      if left < partition.rowCount { json.append(UInt8(ascii: ",")) }
      json.append(UInt8(ascii: "["))
      row.append(positions, of: columns, to: &json)
      json.append(UInt8(ascii: "]"))
      left -= 1
    }
    json.append(UInt8(ascii: "]"))
    return json
  }
}
