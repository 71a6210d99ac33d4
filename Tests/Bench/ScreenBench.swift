import Foundation
import Support

/// From the start to a full screen and from a key to its answer, beside the least that a curses
/// program in C can do on the same terminal.
struct ScreenBench {
  let company: Company
  let size: Size

  private static let starts = 15
  private static let keys = 60

  func run(_ home: String, _ report: Report) throws {
    try measureStart(home, report)
    try measureKeys(home, report)
  }

  private func app(_ home: String) throws -> PseudoTerminalRun {
    try PseudoTerminalRun(company.tam, [], Company.environment(home))
  }

  private func floor(_ home: String) throws -> PseudoTerminalRun {
    try PseudoTerminalRun(company.floor, [], Company.environment(home))
  }

  private func measureStart(_ home: String, _ report: Report) throws {
    var (ours, floors): ([(seconds: Double, bytes: Int)], [(seconds: Double, bytes: Int)]) = (
      [], []
    )
    for _ in 0..<Self.starts {
      let mine = try app(home)
      ours.append(try mine.fillScreen(quietMilliseconds: 300))
      mine.quit()
      let other = try floor(home)
      floors.append(try other.fillScreen(quietMilliseconds: 300))
      other.quit()
    }
    let (mine, other) = (
      Figure.median(ours.map(\.seconds)), Figure.median(floors.map(\.seconds))
    )
    report.measured(
      "Start to a full portfolio, \(PseudoTerminalRun.columns) by \(PseudoTerminalRun.rows)",
      "\(Figure.seconds(mine)), \(ours.last?.bytes ?? 0) bytes (tam)",
      floor:
        "\(Figure.seconds(other)), \(floors.last?.bytes ?? 0) bytes (a C program that paints text)",
      "\(Figure.times(mine / other)) the floor; the goal is at most 6 times")
  }

  private func measureKeys(_ home: String, _ report: Report) throws {
    let (mine, other) = (try app(home), try floor(home))
    _ = try mine.fillScreen(quietMilliseconds: 1_500)
    _ = try other.fillScreen(quietMilliseconds: 300)
    var (ours, floors): ([(seconds: Double, bytes: Int)], [(seconds: Double, bytes: Int)]) = (
      [], []
    )
    for _ in 0..<Self.keys {
      ours.append(mine.press("j", quietMilliseconds: 30))
      floors.append(other.press("j", quietMilliseconds: 30))
    }
    let (seconds, least) = (
      Figure.median(ours.map(\.seconds)), Figure.median(floors.map(\.seconds))
    )
    let peak = Memory.peakMegabytes(of: mine.process)
    mine.quit()
    other.quit()
    report.measured(
      "Key to screen, one row down",
      """
      \(Figure.seconds(seconds)), \(Int(Figure.median(ours.map { Double($0.bytes) }))) bytes, \
      \(Figure.megabytes(peak)) since the start (tam)
      """,
      floor: """
        \(Figure.seconds(least)), \(Int(Figure.median(floors.map { Double($0.bytes) }))) bytes \
        (the C program)
        """, "\(Figure.times(seconds / least)) the floor; the goal is one frame, 16 ms")
  }
}
