/// What a spool knows of itself: which job it belongs to, and how far each stream has come.
struct SpoolManifest: Codable, Equatable {
  static let fileName = "manifest.json"
  static let currentVersion = 1

  var version = Self.currentVersion
  /// What is fetched, in a form that differs when anything else is to be fetched.
  var purpose: String
  /// What the run must know again after a restart, such as its window.
  var facts: [String: String] = [:]
  var streams: [String: Stream] = [:]

  struct Stream: Codable, Equatable {
    var pages: [Page] = []
    /// What the next page is asked with; nil before the first and after the last.
    var cursor: String?
    var isWhole = false
  }

  struct Page: Codable, Equatable {
    var file: String
    var rows: Int
    var bytes: Int
    /// Tells a page that is delivered twice.
    var digest: String
  }
}

/// How far one stream of a spool has come.
package struct SpoolProgress: Equatable, Sendable {
  package let pages: Int
  package let rows: Int
  /// What the next page is asked with; nil before the first and after the last.
  package let cursor: String?
  /// Whether the last page is there.
  package let isWhole: Bool
}
