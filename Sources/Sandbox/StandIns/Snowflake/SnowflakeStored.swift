import Foundation

/// The result of a statement, whose rows are made when they are asked for: a million of them are
/// never in memory at once.
struct SnowflakeStored: Sendable {
  let mart: SnowflakeMart
  let positions: [Int]
  let month: Int
  let since: Int
  let partitions: [SnowflakeMart.Partition]
  var pollsLeft = 0
  var createdAt = Date.distantPast

  init(mart: SnowflakeMart, positions: [Int], month: Int, since: Int, rowsEach: Int) {
    self.mart = mart
    self.positions = positions
    self.month = month
    self.since = since
    partitions = mart.partitions(month: month, since: since, rowsEach: rowsEach)
  }

  /// Of the names of a table's columns; none when it is not to be seen.
  init(columnsOf mart: SnowflakeMart, isSeen: Bool) {
    let names = isSeen ? mart.columns.map { [$0.name] } : []
    // A second cell, which nobody sees, stands in the place of a month.
    self.init(
      mart: SnowflakeMart(
        columns: [
          SnowflakeMart.Column("COLUMN_NAME", "text"), SnowflakeMart.Column("DAY", "date"),
        ],
        rows: names.map { $0 + ["0"] }),
      positions: [0], month: 1, since: 0, rowsEach: max(1, names.count))
  }

  /// The first partition, with what is said of all.
  func first(_ handle: String, at now: Date) -> StandInAnswer {
    let types = positions.map { position in
      let column = mart.columns[position]
      let scale = column.scale.map(String.init) ?? "null"
      return """
        {"name":"\(column.name)","type":"\(column.type)","scale":\(scale),"precision":null,\
        "length":null,"nullable":true,"byteLength":null,"collation":null,\
        "database":"\(mart.database)","schema":"\(mart.schema)","table":"\(mart.name)"}
        """
    }
    let sizes = partitions.map { "{\"rowCount\":\($0.rowCount),\"uncompressedSize\":1}" }
    let count = partitions.reduce(0) { $0 + $1.rowCount }
    let head = """
      {"code":"090001","sqlState":"00000","message":"Statement executed successfully.",\
      "statementHandle":"\(handle)","createdOn":\(Int(now.timeIntervalSince1970) * 1_000),\
      "statementStatusUrl":"https://elsewhere.example/api/v2/statements/\(handle)",\
      "resultSetMetaData":{"numRows":\(count),"format":"jsonv2",\
      "partitionInfo":[\(sizes.joined(separator: ","))],"rowType":[\(types.joined(separator: ","))]},\
      "data":
      """
    var answer = StandInAnswer.json("")
    answer.body = Array(head.utf8) + rows(0) + Array("}".utf8)
    return answer
  }

  /// Always packed, and without what the first said of it.
  func partition(_ number: Int) -> StandInAnswer {
    var answer = StandInAnswer.json("")
    answer.body = Gzip.packed(Array("{\"data\":".utf8) + rows(number) + Array("}".utf8))
    answer.set("content-encoding", "gzip")
    return answer
  }

  private func rows(_ number: Int) -> [UInt8] {
    mart.json(partitions[number], columns: positions, month: month, since: since)
  }
}
