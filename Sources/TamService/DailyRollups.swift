package import Logging

/// Keeps right what depends on the calendar while the service runs, and takes up what an import that
/// was cut short has left: at the start, and when the day changes.
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

  /// Changes nothing when the day is the same and nothing was left.
  func catchUp() throws { try Rollups(store: store, at: store.now).run() }
}
