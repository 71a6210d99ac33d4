/// The bounds of everything that travels or waits, with their reasons.
package enum SyncLimits {
  /// A page is closed once it holds this much: a lost connection costs one page.
  package static let pageBytes = 1_000_000
  /// A page is closed at the end of a scope past this much, so that few scopes are split.
  package static let softPageBytes = 750_000
  /// Encoded frames are handed on in pieces of this size: large enough to make calls rare, small
  /// enough to start the network early.
  package static let pieceBytes = 64 * 1_024
  /// The longest line a decoder accepts: several of the largest notes (256 kB each) in one row.
  package static let lineBytes = 4 * 1_024 * 1_024
  /// Objects and arrays inside a line; ours need 3.
  package static let nesting = 16
  /// What a client keeps of one response in memory: a page with its largest row and room to spare.
  package static let responseBytes = 64 * 1_024 * 1_024
  /// A scope with more changes than this is sent whole, because a list of changes cannot be split
  /// between pages and a whole scope can.
  package static let changesPerScope = 2_000
  /// Rows read from the service's store at a time, to bound memory.
  package static let rowsPerRead = 500
  /// Scopes read at a time while they are sent whole: about what fills a page.
  package static let scopesPerRead = 32
  /// Sums of scopes without changes in each delta, so that all are checked within days.
  package static let rotatingSums = 20
  /// Scopes that one pull may ask to be sent whole.
  package static let repairs = 200
  /// So that a push stays far below the limit on bodies.
  package static let mutationsPerPush = 200
  /// The longest body of a push that the service reads: an edit with several of the largest notes.
  package static let pushBytes = 1_024 * 1_024
  /// A longer edit is refused where it is made: alone in a push it must stay below ``pushBytes``.
  package static let mutationBytes = 1_000_000
  /// Pushed mutations that share one commit: fewer waits for the disk, little to repeat.
  package static let mutationsPerCommit = 20
  /// From here on the person is told that many edits wait.
  package static let outboxWarning = 5_000
  /// More edits than this are refused rather than an old one given up.
  package static let outboxMaximum = 50_000
  /// Applied mutations are kept that long, to heal a service restored from a backup.
  package static let retentionDays = 30
  /// A call logged for an account that was lost meanwhile counts if it was lost within this time.
  package static let graceDays = 30
}
