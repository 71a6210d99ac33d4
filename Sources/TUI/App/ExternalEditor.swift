import Foundation
import ReplicaStore

/// Writing a text in the editor that the person likes.
struct ExternalEditor {
  enum Failure: Error, CustomStringConvertible {
    case noEditor
    case ended(program: String, status: Int32)
    case noText(path: String)

    var description: String {
      switch self {
      case .noEditor:
        "No editor is set: put its command in EDITOR, such as `export EDITOR=vim`. The notes stay."
      case .ended(let program, let status):
        "\(program) ended with status \(status); the notes stay as they were."
      case .noText(let path): "The editor left no readable text at \(path); the notes stay."
      }
    }
  }

  let environment: [String: String]
  let home: Home

  /// The command of VISUAL or EDITOR, in words; nil when neither says anything.
  private var command: [String]? {
    for name in ["VISUAL", "EDITOR"] {
      let words = (environment[name] ?? "").split(separator: " ").map(String.init)
      if !words.isEmpty { return words }
    }
    return ["/usr/bin/editor", "/usr/bin/vi", "/usr/bin/nano"]
      .first { FileManager.default.isExecutableFile(atPath: $0) }.map { [$0] }
  }

  /// Opens the text and returns what was saved.
  ///
  /// The text lies in a private file of the home while the editor is open, and is removed after it.
  func edit(_ text: String, run: ([String]) throws -> Int32) throws -> String {
    guard let command else { throw Failure.noEditor }
    let path = "\(home.draftsPath)/note-\(ProcessInfo.processInfo.processIdentifier).md"
    try PrivateFile.replace(path, with: Array(text.utf8))
    defer { try? FileManager.default.removeItem(atPath: path) }  // a leftover is private and small
    let status = try run(command + [path])
    guard status == 0 else { throw Failure.ended(program: command[0], status: status) }
    guard let bytes = try PrivateFile.content(of: path) else { throw Failure.noText(path: path) }
    return Self.cleaned(String(decoding: bytes, as: UTF8.self))
  }

  /// Without control characters but line breaks and tabs, and without the break editors end with.
  private static func cleaned(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars
    where scalar.value >= 0x20 || scalar == "\n" || scalar == "\t" {
      kept.append(scalar)
    }
    if kept.last == "\n" { kept.removeLast() }
    return String(kept)
  }
}
