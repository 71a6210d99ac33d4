package import Terminal
package import Testing

/// Expects a screen to read exactly like a literal; otherwise prints the block to paste.
///
/// Spaces at the end of a row and empty rows at the end do not count, so that a literal can be
/// typed; everything else does.
package func expectScreen(
  _ screen: String, reads expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let difference = screenDifference(screen, expected) else { return }
  Issue.record("\(difference)", sourceLocation: sourceLocation)
}

/// Expects a rendered terminal to read like a literal.
package func expectScreen(
  _ screen: VTScreen, reads expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectScreen(screen.text, reads: expected, sourceLocation: sourceLocation)
}

/// Expects a drawn buffer to read like a literal.
package func expectScreen(
  _ buffer: CellBuffer, reads expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectScreen(buffer.text, reads: expected, sourceLocation: sourceLocation)
}

/// Expects a drawn buffer's roles, one letter per cell, to read like a literal; only for tests
/// that are about style.
package func expectRoles(
  _ buffer: CellBuffer, reads expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectScreen(buffer.roleMap, reads: expected, sourceLocation: sourceLocation)
}

/// What ``expectScreen(_:reads:sourceLocation:)`` complains of; nil when the two read alike.
package func screenDifference(_ screen: String, _ expected: String) -> String? {
  let found = trimmed(screen)
  let wanted = trimmed(expected)
  guard found != wanted else { return nil }
  let difference = found.indices.first { $0 >= wanted.count || found[$0] != wanted[$0] }
  return """
    the screen reads differently from row \(difference ?? found.count) on; it reads:
    \"""
    \(found.joined(separator: "\n"))
    \"""
    """
}

/// The rows without what cannot be seen at their ends.
private func trimmed(_ text: String) -> [Substring] {
  var rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { row in
    var row = row
    while row.last == " " { row.removeLast() }
    return row
  }
  while rows.last?.isEmpty == true { rows.removeLast() }
  return rows
}
