import Support
import Terminal
import Testing

extension Encoding {
  /// What a frame costs in bytes, which is what a person on a slow line waits for.
  @Suite struct FrameCostTests {
    /// The bytes of moving the selection down by one line, for each of forty moves.
    private func moves(_ tier: ColorTier, reach: Int) throws -> [Int] {
      let encoder = try FrameEncoder(
        options: TerminalOptions(type: "xterm-256color", tier: tier), size: BookOfBusiness.size,
        theme: .tamarack)
      _ = encoder.encode(BookOfBusiness.screen(selected: 1, reach: reach))
      return (2..<42).map {
        encoder.encode(BookOfBusiness.screen(selected: $0, reach: reach)).count
      }
    }

    /// A move repaints two lines, of some 190 bytes of text each when every column is filled.
    @Test(
      arguments: [(.mono, 520), (.sixteen, 600), (.indexed256, 660), (.direct, 790)]
        as [(ColorTier, Int)])
    func `a line that the selection comes to or leaves costs under 400 bytes`(
      tier: ColorTier, bytesOfTwo: Int
    ) throws {
      let most = try moves(tier, reach: BookOfBusiness.size.columns).max() ?? 0
      #expect(most < bytesOfTwo && bytesOfTwo < 2 * 400, "\(most)")
    }

    @Test(arguments: ColorTier.allCases)
    func `a selection that reaches over half the line moves for under 400 bytes`(
      tier: ColorTier
    ) throws {
      let most = try moves(tier, reach: 98).max() ?? 0
      #expect(most < 400, "\(most)")
    }

    /// The selection stands two lines above the end, as where a person goes down with a key.
    @Test func `a list that scrolls costs a move and the line that comes in`() throws {
      let encoder = try FrameEncoder(
        options: TerminalOptions(type: "xterm-256color"), size: BookOfBusiness.size,
        theme: .tamarack)
      let last = BookOfBusiness.size.rows - 2
      func frame(_ offset: Int) -> [UInt8] {
        encoder.encode(BookOfBusiness.screen(selected: last - 2, reach: 72, offset: offset))
      }
      _ = frame(0)
      let most = (1...40).map { frame($0).count }.max() ?? 0
      #expect(most < 640, "\(most)")
    }

    @Test func `a wide gap costs less than its blanks`() throws {
      let encoder = try FrameEncoder(
        options: TerminalOptions(type: "xterm-256color"), size: Size(rows: 2, columns: 200),
        theme: .tamarack)
      func frame(_ ground: Role) -> CellBuffer {
        var canvas = Canvas(size: Size(rows: 2, columns: 200))
        canvas.fill(Rect(row: 0, column: 0, rows: 1, columns: 200), ground: ground)
        canvas.write("left", row: 0)
        canvas.write("right", row: 0, column: 190)
        return canvas.buffer
      }
      _ = encoder.encode(frame(.text))
      #expect(encoder.encode(frame(.status)).count < 60)
      #expect(encoder.encode(frame(.text)).count < 40)
    }
  }
}
