/// The license utilization of the last twelve months, as an account row carries it: whole percents
/// separated by `;`, oldest first, an empty part where a month has no data.
package struct UtilizationTrend: Hashable, Sendable, CustomStringConvertible {
  /// Months shown; a year shows the season.
  package static let monthCount = 12

  /// Whole percents, oldest first, always ``monthCount`` of them; nil is a month without data.
  package let percents: [Int?]

  /// Ratios, oldest first; the newest ``monthCount`` are kept, missing ones stand before them.
  package init(ratios: [Double?]) {
    self.init(
      percents: ratios.map { ratio in
        guard let ratio, ratio.isFinite, ratio >= 0 else { return nil }
        return Int(min(ratio * 100, Self.percentLimit).rounded(.toNearestOrAwayFromZero))
      })
  }

  /// The twelve months that end with `last`.
  package init(_ ratio: (Day) -> Double?, last: Day) {
    let first = last.firstOfMonth.adding(months: 1 - Self.monthCount)
    self.init(ratios: (0..<Self.monthCount).map { ratio(first.adding(months: $0)) })
  }

  /// Reads the text of an account row; a part that is no number counts as a month without data.
  package init(_ text: some StringProtocol) {
    let parts = text.isEmpty ? [] : text.split(separator: ";", omittingEmptySubsequences: false)
    self.init(percents: parts.map { Int($0).flatMap { $0 >= 0 ? $0 : nil } })
  }

  /// The text of an account row.
  package var description: String {
    percents.map { $0.map(String.init) ?? "" }.joined(separator: ";")
  }

  private init(percents: [Int?]) {
    let newest = percents.suffix(Self.monthCount)
    self.percents = Array(repeating: nil, count: Self.monthCount - newest.count) + newest
  }

  /// A utilization beyond a thousand times the licenses is a fault of the data.
  private static let percentLimit = 100_000.0
}
