import Yams

/// YAML with two levels: names, and below each its lines `key: value`.
struct YAMLSections {
  /// In the order of the file.
  let sections: [(name: String, lines: [(key: String, value: String)])]

  /// - Throws: ``ConnectionError/syntax(path:line:reason:)``.
  init(_ text: String, path: String) throws(ConnectionError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw .syntax(path: path, line: nil, reason: "\(error)")
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
