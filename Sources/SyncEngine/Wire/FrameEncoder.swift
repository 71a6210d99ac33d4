import CustomerSuccess
import FoundationEssentials

/// Writes an answer to a pull, one line of JSON for each frame, into a buffer that is used again
/// and again.
///
/// The order of a table's columns is announced by a line of its own before its first row.
package struct FrameEncoder {
  /// What was written and not taken yet.
  package private(set) var bytes: [UInt8] = []
  /// Everything written so far, taken or not.
  package var totalBytes: Int { takenBytes + bytes.count }

  private var takenBytes = 0
  private var lines = 0
  private var announced: Set<String> = []
  /// Rows come table by table.
  private var recentTable: Table?
  private var check = CRC32()
  /// How much of ``bytes`` the check has seen.
  private var checkedBytes = 0

  package init() {
    bytes.reserveCapacity(SyncLimits.pieceBytes * 2)
  }

  /// Hands over what was written since the last time.
  package mutating func take() -> [UInt8] {
    updateCheck()
    let taken = bytes
    takenBytes += taken.count
    checkedBytes = 0
    bytes.removeAll(keepingCapacity: true)
    return taken
  }

  /// - Throws: What encoding the reason of a refused mutation throws.
  package mutating func write(_ frame: Frame) throws {
    switch frame {
    case .begin(let begin): write(begin)
    case .drop(let scope): write(drop: scope)
    case .replace(let scope, let count): write(replace: scope, count)
    case .put(let row):
      for packed in PackedRows([row]) { packed.lend { write(put: $0) } }
    case .delete(let key, let scope, let position): write(delete: key, scope, position)
    case .result(let result): try write(result)
    case .sum(let scope, let sum): write(sum, of: scope)
    case .keep(let scopes): write(keep: scopes)
    case .end(let end): return write(end)
    }
    endLine()
  }

  /// Writes a row without making values of what it holds.
  package mutating func write(_ row: PackedRow) {
    row.lend { write(put: $0) }
    endLine()
  }

  private mutating func write(put row: LentRow) {
    if row.table != recentTable {
      recentTable = row.table
      if announced.insert(row.table.name).inserted { announce(row.table) }
    }
    bytes.append(ascii: #"{"t":"put","tb":""#)
    bytes.append(contentsOf: row.table.name.utf8)
    bytes.append(ascii: #"","id":"#)
    bytes.append(quoted: row.id)
    bytes.append(ascii: #","s":"#)
    bytes.append(quoted: row.scope.rawValue)
    bytes.append(ascii: #","p":"#)
    bytes.append(decimal: row.position.rawValue)
    bytes.append(ascii: #","v":["#)
    // Many a row's last columns are empty; what is missing is read as null.
    var count = row.count
    while count > 0, row[count - 1].isNull { count -= 1 }
    for column in 0..<count {
      if column > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(row[column])
    }
    bytes.append(ascii: "]}")
  }

  private mutating func announce(_ table: Table) {
    bytes.append(ascii: #"{"t":"cols","tb":"#)
    bytes.append(quoted: table.name)
    bytes.append(ascii: #","n":"#)
    append(list: table.columns.lazy.map(\.name))
    bytes.append(UInt8(ascii: "}"))
    endLine()
  }

  private mutating func write(_ begin: Frame.Begin) {
    bytes.append(ascii: #"{"t":"begin","epoch":"#)
    bytes.append(decimal: begin.epoch)
    bytes.append(ascii: #","lane":"#)
    bytes.append(quoted: begin.lane.rawValue)
    bytes.append(ascii: #","from":"#)
    bytes.append(decimal: begin.from.rawValue)
    bytes.append(ascii: #","to":"#)
    bytes.append(decimal: begin.to.rawValue)
    bytes.append(ascii: #","seq":"#)
    bytes.append(decimal: begin.lastSequence)
    if let id = begin.lastMutationID {
      bytes.append(ascii: #","mid":"#)
      bytes.append(quoted: id.rawValue)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(drop scope: Scope) {
    bytes.append(ascii: #"{"t":"drop","s":"#)
    bytes.append(quoted: scope.rawValue)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(replace scope: Scope, _ count: Int) {
    bytes.append(ascii: #"{"t":"rep","s":"#)
    bytes.append(quoted: scope.rawValue)
    bytes.append(ascii: #","n":"#)
    bytes.append(decimal: Int64(count))
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(delete key: RowKey, _ scope: Scope, _ position: Position) {
    bytes.append(ascii: #"{"t":"del","tb":"#)
    bytes.append(quoted: key.table)
    bytes.append(ascii: #","id":"#)
    bytes.append(quoted: key.id)
    bytes.append(ascii: #","s":"#)
    bytes.append(quoted: scope.rawValue)
    bytes.append(ascii: #","p":"#)
    bytes.append(decimal: position.rawValue)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(_ result: MutationResult) throws {
    let refusal = try result.refusal.map { [UInt8](try JSONEncoder().encode($0)) }
    bytes.append(ascii: #"{"t":"res","seq":"#)
    bytes.append(decimal: result.sequence)
    bytes.append(ascii: #","mid":"#)
    bytes.append(quoted: result.id.rawValue)
    bytes.append(ascii: #","st":"#)
    bytes.append(quoted: result.status.rawValue)
    if let refusal {
      bytes.append(ascii: #","why":"#)
      bytes.append(contentsOf: refusal)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(_ sum: ScopeSum, of scope: Scope) {
    bytes.append(ascii: #"{"t":"sum","s":"#)
    bytes.append(quoted: scope.rawValue)
    bytes.append(ascii: #","n":"#)
    bytes.append(decimal: Int64(sum.rows))
    bytes.append(ascii: #","x":""#)
    bytes.append(hexadecimal: sum.checksum)
    bytes.append(ascii: #""}"#)
  }

  private mutating func write(keep scopes: [Scope]) {
    bytes.append(ascii: #"{"t":"keep","l":"#)
    append(list: scopes.lazy.map(\.rawValue))
    bytes.append(UInt8(ascii: "}"))
  }

  /// The check covers every byte before its own digits, so it must come last.
  private mutating func write(_ end: Frame.End) {
    bytes.append(ascii: #"{"t":"end","to":"#)
    bytes.append(decimal: end.to.rawValue)
    bytes.append(ascii: #","frames":"#)
    bytes.append(decimal: Int64(lines))
    if let resume = end.resume {
      bytes.append(ascii: #","resume":"#)
      bytes.append(quoted: resume)
    }
    bytes.append(ascii: #","crc":""#)
    updateCheck()
    bytes.append(hexadecimal: UInt64(check.value), digits: 8)
    bytes.append(ascii: #""}"#)
    endLine()
  }

  private mutating func append(list: some Sequence<String>) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for item in list {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      bytes.append(quoted: item)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    lines += 1
  }

  private mutating func updateCheck() {
    check.update(bytes, in: checkedBytes..<bytes.count)
    checkedBytes = bytes.count
  }
}
