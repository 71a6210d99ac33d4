package import Logging
import Rules

/// Keeps right what depends on the calendar while the service runs, and takes up what an import that
/// was cut short has left, at the start and when the day changes; and lets everybody judge by a scorecard
/// that was changed.
package struct DailyRollups: Sendable {
  private let store: Store
  private let logger: Logger

  /// Between two looks at the store's clock: health may be that late after midnight in UTC.
  private static let pause = Duration.seconds(600)

  package init(store: Store, logger: Logger) {
    self.store = store
    self.logger = logger
  }

  /// Until the task is cancelled.
  package func run(waking clock: some Clock<Duration>) async {
    while !Task.isCancelled {
      do {
        try await BlockingWork.run { try catchUp() }
      } catch {
        logger.error("the daily calculation failed", metadata: ["reason": "\(error)"])
      }
      do {
        try await clock.sleep(for: Self.pause)
      } catch {
        return
      }
    }
  }

  /// Changes nothing when the day and the scorecard are the same and nothing was left.
  func catchUp() throws {
    do {
      try ScorecardSetting(store.directory).apply(to: store)
    } catch let problem as TextProblem {
      logger.error("the scorecard stays as it was", metadata: ["reason": "\(problem)"])
    }
    try Rollups(store: store, at: store.now).run()
  }
}
