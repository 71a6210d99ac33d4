import Foundation

/// What a person does all day, key by key, beside the move of a line in the C program.
struct KeysBench {
  let company: Company
  let size: Size

  private static let presses = 100
  private static let storm = 2_000
  private static let resizes = 50
  private static let idleSeconds: Int32 = 60

  func run(_ home: String, _ report: Report) throws {
    let app = try PseudoTerminalRun(company.tam, [], Company.environment(home))
    let other = try PseudoTerminalRun(company.floor, [], Company.environment(home))
    _ = try app.fillScreen(quietMilliseconds: 1_500)
    _ = try other.fillScreen(quietMilliseconds: 300)
    let floor = type(Self.walk, at: other)
    let scrolling = scroll(other)
    other.quit()
    let escape = "\u{1B}"
    measure("One row up or down on the screen", type(Self.walk, at: app), floor, report)
    measure("One row down that scrolls", scroll(app), scrolling, report)
    _ = app.press("g", quietMilliseconds: 300)
    measure(
      "Sorting by a column", every(2, of: type(["s", "1", "s", "2"], at: app)), floor, report)
    measure("A letter of the filter", letters(app), floor, report)
    measure("Opening a 360, and back", type(["\r", escape], at: app), floor, report)
    _ = app.press("\r", quietMilliseconds: 300)
    measure("The next section of a 360", type(["\t"], at: app), floor, report)
    _ = app.press(escape, quietMilliseconds: 300)
    try storms(app, report)
    app.quit()
  }

  /// Up and down on the first screen, so that nothing scrolls.
  private static let walk =
    [String](repeating: "j", count: 30) + [String](repeating: "k", count: 30)

  /// Each press from below the first screen on.
  private func scroll(_ program: PseudoTerminalRun) -> [Key] {
    _ = program.press(String(repeating: "j", count: Self.presses), quietMilliseconds: 300)
    return type(["j"], at: program)
  }

  private func type(_ keys: [String], at program: PseudoTerminalRun) -> [Key] {
    (0..<Self.presses).map { program.press(keys[$0 % keys.count], quietMilliseconds: 40) }
  }

  /// Leaves out the keys that only lead to the one that is meant.
  private func every(_ step: Int, of keys: [Key]) -> [Key] {
    stride(from: step - 1, to: keys.count, by: step).map { keys[$0] }
  }

  private func letters(_ app: PseudoTerminalRun) -> [Key] {
    (0..<Self.presses / 4).flatMap { _ in
      _ = app.press("/", quietMilliseconds: 40)
      defer { _ = app.press("\u{1B}", quietMilliseconds: 100) }
      return ["a", "r", "a", "x"].map { app.press($0, quietMilliseconds: 40) }
    }
  }

  private func measure(_ name: String, _ keys: [Key], _ floor: [Key], _ report: Report) {
    let (mine, other) = (keys.map(\.seconds), floor.map(\.seconds))
    report.measured(
      name, describe(keys), floor: "\(describe(floor)) (the C program, a row down)",
      """
      \(Figure.times(Figure.median(mine) / Figure.median(other))) the floor; the goals are 2 times \
      for a row, in under 400 bytes, and 8 ms for 99 of 100 of any key
      """)
  }

  private func describe(_ keys: [Key]) -> String {
    let seconds = keys.map(\.seconds)
    return """
      median \(Figure.seconds(Figure.median(seconds))), 99 of 100 within \
      \(Figure.seconds(Figure.percentile(99, of: seconds))), \
      \(Int(Figure.median(keys.map { Double($0.bytes) }))) bytes
      """
  }

  /// Many keys at once, many sizes at once, and then nothing at all.
  private func storms(_ app: PseudoTerminalRun, _ report: Report) throws {
    _ = app.press("g", quietMilliseconds: 300)
    let count = min(Self.storm, size.accounts - 1)
    let keys = app.press(String(repeating: "j", count: count), quietMilliseconds: 500)
    report.told(
      "\(count) keys at once",
      "\(Figure.seconds(keys.seconds)), \(keys.bytes) bytes; the goal is a second")
    let resizing = try app.resize(times: Self.resizes, quietMilliseconds: 500)
    report.told(
      "\(Self.resizes) sizes one after the other", "stands after \(Figure.seconds(resizing))")
    let before = Activity.wakeUps(of: app.process)
    app.wait(seconds: Self.idleSeconds)
    let after = Activity.wakeUps(of: app.process)
    report.told(
      "\(Self.idleSeconds) seconds without a key",
      "\(after.main - before.main) wake-ups of the loop, \(after.others - before.others) of sync")
    report.told(
      "Memory after all of this",
      """
      \(Figure.megabytes(Memory.residentMegabytes(of: app.process))) resident, \
      \(Figure.megabytes(Memory.peakMegabytes(of: app.process))) at the peak; the goal is 60 MB
      """)
  }
}

/// A key that was typed: the time until the last byte of the answer, and the bytes.
private typealias Key = (seconds: Double, bytes: Int)

/// How often a process went to sleep and was woken, as the kernel counts it.
private enum Activity {
  static func wakeUps(of process: pid_t) -> (main: Int, others: Int) {
    // A thread that has just ended has no such file.
    let threads =
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    var counts = (main: 0, others: 0)
    for thread in threads {
      let status = try? String(
        contentsOfFile: "/proc/\(process)/task/\(thread)/status", encoding: .utf8)
      let line = status?.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
      let count = line?.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) } ?? 0
      if thread == "\(process)" { counts.main += count } else { counts.others += count }
    }
    return counts
  }
}
