import CustomerSuccess

// What the person searched for last, kept beside the rows; it never leaves this machine.
extension Replica {
  /// Nil before the first search.
  package func lastSearch() throws -> String? {
    try file.read { try MetaFacts(connection: $0).text(.lastSearch) }
  }

  /// Nobody who watches the replica hears of it, because no row changes.
  package func remember(search text: String) throws {
    guard try lastSearch() != text else { return }
    try file.write { try MetaFacts(connection: $0).set(.lastSearch, .text(text)) }
  }
}
