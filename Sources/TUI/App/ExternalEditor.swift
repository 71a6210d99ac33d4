import CustomerSuccess
import Foundation
import ReplicaStore

/// Writing a text in the editor that the person likes.
struct ExternalEditor {
  enum Failure: Error, CustomStringConvertible {
    case noEditor
    case ended(program: String, status: Int32)
    /// It failed after it had saved another text, which still lies at the path.
    case left(Leftover)
    case noText(path: String)
    /// No field holds as much; the text still lies at the path.
    case tooLong(bytes: Int, path: String)

    var description: String {
      switch self {
      case .noEditor:
        "No editor is set: put its command in EDITOR, such as `export EDITOR=vim`. The notes stay."
      case .ended(let program, let status):
        "\(program) ended with status \(status); the notes stay as they were."
      case .left(let left):
        "\(left.program) ended with status \(left.status), so nothing is changed here; what it saved "
          + "is in \(left.path)."
      case .noText(let path): "The editor left no readable text at \(path); the notes stay."
      case .tooLong(let bytes, let path):
        "The text has \(bytes) bytes and \(TextLimit.noteBytes) fit, so nothing is changed here: it "
          + "is kept in \(path), to be shortened."
      }
    }
  }

  /// What an editor saved before it failed, as when a connection breaks.
  struct Leftover: Equatable {
    let program: String
    let status: Int32
    let text: String
    let path: String
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
  /// The text lies in a private file of the home while the editor is open, and is removed after it,
  /// unless the editor failed with words in it that are nowhere else.
  func edit(_ text: String, run: ([String]) throws -> Int32) throws -> String {
    guard let command else { throw Failure.noEditor }
    let path = freePath
    try PrivateFile.replace(path, with: Array(text.utf8))
    let status: Int32
    do {
      status = try run(command + [path])
    } catch {
      Self.remove(path)
      throw error
    }
    guard let bytes = try PrivateFile.content(of: path) else { throw Failure.noText(path: path) }
    let saved = Self.cleaned(String(decoding: bytes, as: UTF8.self))
    // The beginning of the old text alone is what a full disk leaves.
    if status != 0, !text.hasPrefix(saved) {
      throw Failure.left(
        Leftover(program: command[0], status: status, text: saved, path: path))
    }
    guard saved.utf8.count <= TextLimit.noteBytes else {
      throw Failure.tooLong(bytes: saved.utf8.count, path: path)
    }
    Self.remove(path)
    guard status == 0 else { throw Failure.ended(program: command[0], status: status) }
    return saved
  }

  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)  // a leftover is private and small
  }

  /// What an editor left behind earlier is never written over.
  private var freePath: String {
    let stem = "\(home.draftsPath)/note-\(ProcessInfo.processInfo.processIdentifier)"
    var path = "\(stem).md"
    var number = 1
    while FileManager.default.fileExists(atPath: path) {
      number += 1
      path = "\(stem)-\(number).md"
    }
    return path
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

extension AppEngine {
  /// Has a text written in `$EDITOR`, and hands what was saved to the screen, for the command.
  func edit(_ text: String, for command: Command, run: ([String]) throws -> Int32) {
    let editor = ExternalEditor(environment: world.environment, home: replica.home)
    do {
      handle(.editorClosed(try editor.edit(text, run: run), for: command))
    } catch ExternalEditor.Failure.left(let left) where command == .logActivity(.editor) {
      // The form shows it, and keeps it as a draft, before anything is made of it.
      handle(.editorClosed(left.text, for: command))
      ExternalEditor.remove(left.path)
      handle(
        .failed("\(left.program) ended with status \(left.status); the notes are as it saved them.")
      )
    } catch {
      handle(.failed("\(error)"))
    }
  }
}
