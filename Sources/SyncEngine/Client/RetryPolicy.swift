/// How long the client waits, in milliseconds unless named otherwise.
package enum RetryPolicy {
  /// The first retry comes within the smallest bound; each failure doubles it up to the largest.
  package static let smallestMilliseconds = 1_000
  package static let largestMilliseconds = 300_000
  /// A service that asks for more is asked again after this: it may have been a mistake.
  package static let longestRetryAfterSeconds = 3_600
  /// Between two rounds when nothing happens; spread by half either way.
  package static let safetyMilliseconds = 60_000
  /// A request without an answer, or a step that never ends, is given up after this.
  package static let deadlineMilliseconds = 300_000
  /// A mutation that the service fails on so often, over so long, is put aside there.
  package static let poisonFailures = 8
  package static let poisonSeconds = 600
  /// Repairs in a row that bring no progress before the machine waits between them.
  package static let recoveriesInARow = 3

  /// Full jitter: anything between the smallest wait and a bound that doubles, so that devices do
  /// not come back all at once after an outage.
  static func backOff(
    failures: Int, using random: inout some RandomNumberGenerator
  ) -> Int {
    let doublings = min(max(failures, 1), 20)
    let bound = min(largestMilliseconds, smallestMilliseconds << doublings)
    return Int.random(in: smallestMilliseconds...bound, using: &random)
  }

  static func safety(using random: inout some RandomNumberGenerator) -> Int {
    Int.random(in: (safetyMilliseconds / 2)...(safetyMilliseconds * 3 / 2), using: &random)
  }
}
