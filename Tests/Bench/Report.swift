import Foundation

/// What the benchmark prints.
struct Report {
  func write(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  func heading(_ size: Size) {
    write("\n\(size.accounts) accounts, \(size.activities) activities, \(size.ctas) CTAs")
  }

  /// What is measured now, for whoever waits; not among the results.
  func progress(_ words: String) {
    FileHandle.standardError.write(Data("  ... \(words)\n".utf8))
  }

  /// One measurement beside its floor.
  ///
  /// - Parameter verdict: The ratio in words, with the goal.
  func measured(_ name: String, _ ours: String, floor: String, _ verdict: String) {
    write("  \(name)")
    write("      ours   \(ours)")
    write("      floor  \(floor)")
    write("      \(verdict)")
  }

  /// A measurement that has no floor.
  func told(_ name: String, _ words: String) {
    write("  \(name)")
    write("      \(words)")
  }

  /// The same few changes in two companies.
  func delta(_ first: Delta, of small: Size, _ second: Delta, of large: Size) {
    write("\nDelta sync by the size of the company")
    for (size, delta) in [(small, first), (large, second)] {
      write(
        """
          \(size.accounts) accounts: \(Figure.seconds(delta.seconds)), of that \
        \(Figure.seconds(delta.forChanges)) for the \(delta.rows) changes
        """)
    }
    write(
      """
        \(Figure.times(second.seconds / first.seconds)) the time in a company \
      \(large.accounts / small.accounts) times as large, \
      \(Figure.times(second.forChanges / first.forChanges)) for the changes alone; the goal is once
      """)
  }
}

enum Figure {
  static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// The number that so many of a hundred do not exceed.
  static func percentile(_ percent: Int, of numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count * percent / 100, sorted.count - 1)]
  }

  static func seconds(_ seconds: Double) -> String {
    if seconds < 0.001 { return "\(decimal(seconds * 1_000_000, 0)) µs" }
    return seconds < 1 ? "\(decimal(seconds * 1_000, 1)) ms" : "\(decimal(seconds, 2)) s"
  }

  static func megabytes(_ megabytes: Double) -> String { "\(decimal(megabytes, 0)) MB" }

  static func percent(_ ratio: Double) -> String { "\(decimal(ratio * 100, 0)) %" }

  static func times(_ ratio: Double) -> String { "\(decimal(ratio, 1)) times" }

  static func perSecond(_ count: Int, _ seconds: Double, of things: String = "rows") -> String {
    "\(decimal(Double(count) / seconds, 0)) \(things)/s"
  }

  private static func decimal(_ number: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", number)
  }
}
