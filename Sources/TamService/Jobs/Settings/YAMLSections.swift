import Foundation
import Yams

/// YAML with two levels: names, and below each its lines `key: value`.
struct YAMLSections {
  /// In the order of the file.
  let sections: [(name: String, lines: [(key: String, value: String)])]

  /// The text of a file of settings; nil when there is none.
  ///
  /// - Throws: ``ConnectionError/unreadable(path:reason:)``.
  static func text(at path: String) throws(ConnectionError) -> String? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
  }

  /// - Throws: ``ConnectionError/syntax(path:line:reason:)``.
  init(_ text: String, path: String) throws(ConnectionError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw Self.syntax(error, path)
    }
    sections = try Self.pairs(root, path).map { name, node throws(ConnectionError) in
      let lines = try Self.pairs(node, path).map { key, value throws(ConnectionError) in
        guard let scalar = value.scalar else {
          throw ConnectionError.syntax(
            path: path, line: value.mark?.line, reason: "\(key) is not one value")
        }
        return (key, scalar.string)
      }
      return (name, lines)
    }
  }

  /// Without the line itself, which may hold a credential that somebody wrote there by mistake.
  private static func syntax(_ error: any Error, _ path: String) -> ConnectionError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .syntax(path: path, line: mark.line, reason: problem)
    case .reader(let problem, _, _, _): .syntax(path: path, line: nil, reason: problem)
    default: .syntax(path: path, line: nil, reason: "it is no YAML")
    }
  }

  /// None for an empty document, and for a name with nothing below it.
  private static func pairs(
    _ node: Node?, _ path: String
  ) throws(ConnectionError) -> [(String, Node)] {
    guard let node, node.scalar?.string != "" else { return [] }
    guard let mapping = node.mapping else {
      throw .syntax(path: path, line: node.mark?.line, reason: "no lines of the form key: value")
    }
    return try mapping.map { key, value throws(ConnectionError) in
      guard let name = key.scalar?.string else {
        throw ConnectionError.syntax(
          path: path, line: key.mark?.line, reason: "a key that is not plain text")
      }
      return (name, value)
    }
  }
}
