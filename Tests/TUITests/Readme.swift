import Foundation

/// The README of the repository, for tests that hold it to the app.
enum Readme {
  static func text() throws -> String {
    try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(components: "..", "..", "README.md").standardized, encoding: .utf8)
  }

  /// The lines under a heading, up to the next one of its level or above.
  static func section(_ heading: String) throws -> [String] {
    let lines = try text().components(separatedBy: "\n")
    guard let start = lines.firstIndex(of: heading) else { return [] }
    let level = heading.prefix { $0 == "#" }.count
    return Array(
      lines[(start + 1)...].prefix { line in
        let hashes = line.prefix { $0 == "#" }.count
        return hashes == 0 || hashes > level
      })
  }
}
