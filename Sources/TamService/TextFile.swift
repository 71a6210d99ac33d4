import Foundation
import Rules

/// A file that a person wrote: settings, rules, playbooks.
enum TextFile {
  /// More is no text that a person wrote.
  private static let sizeLimit = 256 * 1_024

  /// - Parameter name: The file as the person knows it.
  static func read(_ path: String, called name: String) throws(TextProblem) -> String {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw TextProblem(file: name, .notRead(error.localizedDescription))
    }
    guard bytes.count <= sizeLimit else {
      throw TextProblem(file: name, .notRead("it is longer than \(sizeLimit / 1_024) KiB"))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TextProblem(file: name, .notRead("it is not UTF-8 text"))
    }
    return text
  }
}
