package import Foundation
import Synchronization

/// The clock of the stand-ins and of what is tried against them: it stands still until someone
/// waits on it, and then nobody has to.
package final class StandInClock: Sendable {
  private let state: Mutex<Date>

  /// - Parameter start: By default the first moment of 2024-05-02 in UTC.
  package init(_ start: Date = Date(timeIntervalSince1970: 1_714_608_000)) {
    state = Mutex(start)
  }

  package var now: Date { state.withLock { $0 } }

  package func advance(by wait: Duration) {
    let (seconds, attoseconds) = wait.components
    state.withLock { $0 += Double(seconds) + Double(attoseconds) / 1e18 }
  }
}
