/// The values that an axis spans and where its marks stand: round numbers from zero on.
package struct ChartScale: Equatable, Sendable {
  package let high: Double
  /// Between two marks.
  package let step: Double

  package static let low = 0.0

  /// Covers the values with at most `marks` steps; what is negative or no number is left out.
  package init(covering values: some Sequence<Double>, marks: Int) {
    let top = values.filter { $0.isFinite && $0 <= Self.largest }.max() ?? 0
    let wanted = max(top, 0) / Double(max(marks, 1))
    step = wanted > 0 ? Self.round(wanted) : 1
    high = max((max(top, 0) / step).rounded(.up) * step, step)
  }

  /// From zero to ``high``.
  package var marks: [Double] {
    (0...Int((high / step).rounded())).map { Double($0) * step }
  }

  /// How far up a value stands, 0 to 1; beyond the ends it stays at them.
  package func share(_ value: Double) -> Double { min(max(value / high, 0), 1) }

  /// No count of anything is larger; what is would make a scale without meaning.
  private static let largest = 1e15

  /// The next of 1, 2 and 5 times a power of ten.
  private static func round(_ wanted: Double) -> Double {
    var power = 1.0
    while power * 10 <= wanted { power *= 10 }
    while power > wanted { power /= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted } ?? wanted
  }
}
