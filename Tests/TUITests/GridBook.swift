import Foundation
import Support
import Testing

/// The screens that are kept as text, one file for each place in the app.
///
/// A file holds one block for each state and size; rows end where their text ends, and a run of
/// empty rows is one line that counts them. After a change that is meant, write them anew with
/// `TAM_GRIDS=write swift test --filter GridTests`, and read the difference.
struct GridBook {
  let place: String

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Grids")
  private static let isWriting = ProcessInfo.processInfo.environment["TAM_GRIDS"] == "write"

  private var file: URL { Self.folder.appending(path: "\(place).txt") }

  /// Expects the file to hold exactly these, in their order.
  func expect(
    _ grids: [(heading: String, screen: String)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = grids.map { "== \($0.heading)\n\(Self.page($0.screen))" }.joined(separator: "\n")
    if Self.isWriting {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      return try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let kept = Self.blocks(of: try String(contentsOf: file, encoding: .utf8))
    let drawn = Self.blocks(of: text)
    #expect(
      kept.map(\.heading) == drawn.map(\.heading), "\(place): other screens than these are kept",
      sourceLocation: sourceLocation)
    for (kept, drawn) in zip(kept, drawn) where kept != drawn {
      Issue.record(
        """
        \(place), \(drawn.heading), now reads:
        \(drawn.rows.joined(separator: "\n"))
        instead of:
        \(kept.rows.joined(separator: "\n"))
        """, sourceLocation: sourceLocation)
    }
  }

  private struct Block: Equatable {
    let heading: Substring
    var rows: [Substring] = []
  }

  private static func blocks(of text: String) -> [Block] {
    var blocks: [Block] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("== ") {
        blocks.append(Block(heading: line.dropFirst(3)))
      } else if !blocks.isEmpty {
        blocks[blocks.count - 1].rows.append(line)
      }
    }
    return blocks
  }

  /// The rows of a screen, each after a bar, so that nobody takes one for a heading.
  private static func page(_ screen: String) -> String {
    var lines: [String] = []
    var blank = 0
    func endBlank() {
      if blank > 0 { lines.append(blank == 1 ? "|" : "⋮ \(blank) empty rows") }
      blank = 0
    }
    for row in screen.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = String(row.reversed().drop { $0 == " " }.reversed())
      if words.isEmpty {
        blank += 1
      } else {
        endBlank()
        lines.append("|" + words)
      }
    }
    endBlank()
    return lines.joined(separator: "\n") + "\n"
  }
}
