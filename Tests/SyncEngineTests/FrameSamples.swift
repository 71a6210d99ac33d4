import CustomerSuccess
import Support
import SyncEngine

/// Random frames, with texts that try to break a line-based format.
struct FrameSamples {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  static let hostile = [
    "", "\n", "\"", "\\", "\\n", "{\"t\":\"end\"}", "\u{0}", "\u{1b}]0;title\u{7}", "é", "日本語", "🧑🏽‍🚀",
    "\u{202e}evil", "a\u{2028}b", "null", "1e999", "\u{7f}", "\r\n", "\u{fffd}", "\u{10ffff}",
  ]

  mutating func text() -> String {
    let parts = Int.random(in: 0...4, using: &random)
    return (0..<parts).map { _ in
      Bool.random(using: &random)
        ? Self.hostile.randomElement(using: &random) ?? ""
        : String(repeating: "abcdefgh ", count: Int.random(in: 0...3, using: &random))
    }.joined()
  }

  mutating func value(_ type: ColumnType) -> Value {
    guard Int.random(in: 0..<4, using: &random) > 0 else { return .null }
    switch type {
    case .text, .longText, .day, .choice, .list, .reference, .url, .email: return .text(text())
    case .integer, .money, .instant, .boolean:
      return .integer(
        [0, 1, -1, .max, .min, Int64.random(in: .min ... .max, using: &random)]
          .randomElement(using: &random) ?? 0)
    case .real, .ratio:
      return .real(
        [
          0, -0.5, 1, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
          Double.random(in: -1e6...1e6, using: &random),
        ].randomElement(using: &random) ?? 0)
    case .data:
      let count = Int.random(in: 0..<40, using: &random)
      return .data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
  }

  mutating func row() -> PlacedRow {
    let table = Schema.tables.randomElement(using: &random) ?? Account.table
    let values = table.columns.map { value($0.type) }
    return PlacedRow(
      Row(table, id: text(), values: values), scope: scope(), position: position())
  }

  mutating func scope() -> Scope {
    Bool.random(using: &random) ? Scope(account: text()) : Scope(user: "ada")
  }

  mutating func position() -> Position {
    Position(Int64.random(in: 0 ... .max, using: &random))
  }

  mutating func frame() -> Frame {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: .drop(scope())
    case 1: .replace(scope(), count: Int.random(in: 0...9_999, using: &random))
    case 2: .delete(row().key, scope(), position())
    case 3: .result(result())
    case 4:
      .sum(
        scope(), ScopeSum(rows: 7, checksum: UInt64.random(in: .min ... .max, using: &random)))
    case 5: .keep([scope(), scope()])
    default: .put(row())
    }
  }

  mutating func result() -> MutationResult {
    let status = MutationResult.Status.allCases.randomElement(using: &random) ?? .applied
    let refusal = MutationRefusal(
      .conflict, table: "cta", id: text(), column: "name", current: .text(text()),
      yours: .integer(1),
      reason: text())
    return MutationResult(
      sequence: Int64.random(in: 1 ... .max, using: &random), id: PendingMutation.ID(text()),
      status: status, refusal: status == .rejected ? refusal : nil)
  }

  mutating func answer(frames count: Int) -> [Frame] {
    let begin = Frame.Begin(
      epoch: 3, lane: .core, from: position(), to: position(), lastSequence: 5,
      lastMutationID: PendingMutation.ID(text()))
    let end = Frame.End(to: position(), resume: Bool.random(using: &random) ? text() : nil)
    return [.begin(begin)] + (0..<count).map { _ in frame() } + [.end(end)]
  }
}

/// The lines of an answer.
func encoded(_ frames: [Frame]) throws -> [UInt8] {
  var encoder = FrameEncoder()
  var bytes: [UInt8] = []
  for (index, frame) in frames.enumerated() {
    try encoder.write(frame)
    if index.isMultiple(of: 3) { bytes += encoder.take() }
  }
  return bytes + encoder.take()
}

/// The frames of an answer that comes in the given chunks, rows last.
func decoded(_ chunks: some Sequence<[UInt8]>) throws -> [Frame] {
  var decoder = FrameDecoder()
  var frames: [Frame] = []
  for chunk in chunks { try decoder.feed(chunk) { frames.append($0) } }
  try decoder.finish()
  return frames + decoder.rows.map { .put($0.placed) }
}

/// A whole answer around lines written by hand.
func answer(_ lines: String...) -> [UInt8] {
  let body =
    ([#"{"t":"begin","epoch":1,"lane":"core","from":0,"to":1,"seq":0}"#] + lines)
    .map { $0 + "\n" }.joined()
  let start = body + #"{"t":"end","to":1,"frames":\#(lines.count + 1),"crc":""#
  var check = CRC32()
  check.update(Array(start.utf8), in: 0..<start.utf8.count)
  let digits = String(check.value, radix: 16)
  let padded = String(repeating: "0", count: 8 - digits.count) + digits
  return Array("\(start)\(padded)\"}\n".utf8)
}
