/// How large a make-believe company is.
package struct Sizes: Hashable, Sendable {
  package var tams: Int
  package var accounts: Int
  package var activities: Int
  package var ctas: Int
  package var usageMonths: Int
  /// No more rows of usage than this, whatever the months.
  package var usageRowLimit = 1_000_000

  /// The shapes that hurt are the first accounts: a company with fewer of them lacks some shapes.
  package init(
    tams: Int = 6, accounts: Int = 300, activities: Int = 6_000, ctas: Int = 3_000,
    usageMonths: Int = 14
  ) {
    self.tams = max(1, tams)
    self.accounts = max(1, accounts)
    self.activities = max(0, activities)
    self.ctas = max(0, ctas)
    self.usageMonths = max(0, usageMonths)
  }

  /// The size that the benchmarks measure.
  package static let largest = Sizes(
    tams: 60, accounts: 5_000, activities: 100_000, ctas: 50_000, usageMonths: 90)
}
