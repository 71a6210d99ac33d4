import CustomerSuccess
import Synchronization
import SyncEngine

/// Slows down whoever tries codes: so many failures a minute for all callers together.
///
/// In memory only: a restart forgives, and the limit of each code itself is in the store.
final class GuessLimit: Sendable {
  /// More than a team mistypes in a minute, far too few to find a code.
  static let failuresPerMinute = 30

  private let failures = Mutex<[Instant]>([])

  /// - Throws: ``SyncFailure`` with the seconds to wait.
  func refuseWhenExhausted(at now: Instant) throws {
    let recent = failures.withLock { failures in
      failures.removeAll { $0.seconds(until: now) >= 60 }
      return failures
    }
    guard recent.count >= Self.failuresPerMinute, let oldest = recent.first else { return }
    throw SyncFailure(
      .tooMany, "too many wrong codes were tried: wait a minute and try again",
      retryAfterSeconds: max(1, 60 - oldest.seconds(until: now)))
  }

  func noteFailure(at now: Instant) {
    failures.withLock { $0.append(now) }
  }
}
