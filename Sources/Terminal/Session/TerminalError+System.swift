import Glibc

extension TerminalError {
  /// The system's own words for an error number.
  static func system(_ doing: String, _ number: Int32) -> TerminalError {
    .system(doing: doing, reason: words(for: number))
  }

  static func words(for number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }
}
