import Foundation

/// From the start to a full screen, beside the least that a curses program in C can do on the same
/// terminal.
struct StartBench {
  let company: Company
  let size: Size

  private static let starts = 15

  private func app(_ home: String) throws -> PseudoTerminalRun {
    try PseudoTerminalRun(company.tam, [], Company.environment(home))
  }

  private func floor(_ home: String) throws -> PseudoTerminalRun {
    try PseudoTerminalRun(company.floor, [], Company.environment(home))
  }

  func run(_ home: String, _ report: Report) throws {
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
      "\(Figure.times(mine / other)) the floor; the goal is at most 5 times")
  }
}
