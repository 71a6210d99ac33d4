import CustomerSuccess
import Support
import Testing

@testable import ReplicaStore
@testable import TUI
@testable import Terminal

/// What it costs to move the cursor by one line, which is what a person on a slow line waits for.
@Suite(.oneEncoder) struct MovedLineTests {
  private static let size = Size(rows: 50, columns: 200)

  /// The most bytes of any of so many moves.
  private func mostBytes(
    _ tier: ColorTier, moves: Int = 40, draw: () -> CellBuffer, move: () -> Void
  ) throws -> Int {
    let first = draw()
    let encoder = try FrameEncoder(
      options: TerminalOptions(type: "xterm-256color", tier: tier), size: first.size,
      theme: .tamarack)
    _ = encoder.encode(first)
    return (0..<moves).map { _ in
      move()
      return encoder.encode(draw()).count
    }.max() ?? 0
  }

  @Test(arguments: ColorTier.allCases)
  func `a line of the Portfolio moves for under 400 bytes at 200 columns`(
    tier: ColorTier
  ) throws {
    var state = AppState.sample(Self.customers, surroundings: .sample(rows: 50, columns: 200))
    let most = try mostBytes(tier, draw: { state.draw() }, move: { state.press("down") })
    #expect(most < 400, "\(most) bytes")
  }

  @Test(arguments: [80, 160], [false, true])
  func `a line moves for under 400 bytes at every width, beside the preview too`(
    columns: Int, hasPreview: Bool
  ) throws {
    for tier in ColorTier.allCases {
      var state = AppState.sample(
        Self.customers, surroundings: .sample(rows: 50, columns: columns))
      if hasPreview {
        let id = try #require(state.portfolio?.list.selected)
        state.press("p")
        _ = state.update(.loaded(Loaded(PortfolioPreviewReading(id: id), .sample(id))))
      }
      // A list of up to eighty columns is lit from end to end, and a color may take nineteen bytes.
      let isLitWhole = columns == 80 || columns == 120 && hasPreview
      let limit = tier == .direct && isLitWhole ? 480 : 400
      // So many that nothing scrolls: a screen that scrolls has a whole line to write.
      let most = try mostBytes(
        tier, moves: 20, draw: { state.draw() }, move: { state.press("down") })
      #expect(most < limit, "\(most) bytes, \(tier)")
    }
  }

  @Test(arguments: [80, 120, 160, 200])
  func `a line of the Cockpit moves for under 400 bytes, beside the page of a CTA too`(
    columns: Int
  ) throws {
    let rows = (0..<40).map { CockpitRow.sample("Renewal \($0) is at risk", due: 40 + $0) }
    for tier in ColorTier.allCases {
      var state = AppState.onCockpit(rows, surroundings: .sample(rows: 50, columns: columns))
      let reading = CTAPageReading(id: rows[0].id, isGlance: true)
      _ = state.update(.loaded(Loaded(reading, .sample(rows[0]))))
      let most = try mostBytes(
        tier, moves: 20, draw: { state.draw() }, move: { state.press("down") })
      #expect(most < 400, "\(most) bytes, \(tier)")
    }
  }

  private static let customers =
    (0..<60).map { (index: Int) -> PortfolioRow in
      let share = Double(index) / 60
      let name = "Customer of Rather Long Name \(index)"
      return .sample(
        name, health: Double(20 + index), renewsIn: index * 5, silentFor: index * 2,
        arr: Int64(10_000 + index), open: index % 5, overdue: index % 3, tickets: index % 7,
        utilization: share, unknown: index % 4)
    }

  @Test(arguments: ColorTier.allCases)
  func `a line full of words moves for under 400 bytes at 200 columns`(tier: ColorTier) throws {
    var cursor = ListCursor<Int>()
    let ids = Array(0..<60)
    cursor.settle(in: ids)
    func draw() -> CellBuffer {
      var canvas = Canvas(size: Self.size)
      cursor.draw(ids.map { .item($0) }, on: &canvas, glyphs: .unicode, select: { _ in nil }) {
        id, canvas in
        let words: SafeText = "\(id) words of a note "
        canvas.write(words.repeated(12), row: 0)
      }
      return canvas.buffer
    }
    let most = try mostBytes(
      tier, draw: draw, move: { cursor.move(.next, in: ids, page: 10) })
    #expect(most < 400, "\(most) bytes")
  }

  @Test(arguments: [40, 80])
  func `on a usual screen the highlight reaches over the whole line`(columns: Int) {
    var canvas = Canvas(size: Size(rows: 1, columns: columns))
    canvas.highlight()
    #expect(canvas.buffer.row(0).allSatisfy { $0.ground == .selection })
  }

  @Test func `on a wide screen the highlight ends between two words`() {
    var canvas = Canvas(size: Size(rows: 1, columns: 200))
    let words: SafeText = "seventeen letters "
    canvas.write(words.repeated(11), row: 0)
    canvas.highlight()
    let lit = canvas.buffer.row(0).prefix { $0.ground == .selection }
    #expect(lit.count == 71)
    #expect(canvas.buffer[0, 70].base == "s" && canvas.buffer[0, 71].base == " ")
  }
}
