import CustomerSuccess
import Terminal

/// Why a measure has the score it has, and what the overall health is the sum of.
extension ScorecardText {
  func explanation(of measure: Measure, now: Instant) -> [SafeText] {
    explanation(now: now).lines(of: measure).flatMap(Self.drawn)
  }

  func explanationOfAll(now: Instant) -> [SafeText] {
    explanation(now: now).overallLines.flatMap(Self.drawn)
  }

  /// A comment has lines of its own.
  private static func drawn(_ text: String) -> [SafeText] {
    SafeText.lines(sanitizing: text, lineLimit: 50)
  }
}
