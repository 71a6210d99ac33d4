import CustomerSuccess
import Logging
import Terminal

/// Writes what libraries and our own modules log as lines of a ``LogFile``.
struct FileLogHandler: LogHandler {
  private let label: String
  private let file: LogFile
  private let now: @Sendable () -> Instant

  /// Cells of a line; what is longer says nothing more.
  private static let lineLimit = 2_000

  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  init(label: String, file: LogFile, now: @escaping @Sendable () -> Instant) {
    self.label = label
    self.file = file
    self.now = now
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { _, own in own }
    let facts = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let line = "\(now()) \(event.level) \(label): \(event.message)\(facts)"
    // One entry is one harmless line, whatever a message holds.
    file.append(SafeText(sanitizing: line, limit: Self.lineLimit).text)
  }
}
