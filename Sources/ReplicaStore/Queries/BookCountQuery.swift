package import CustomerSuccess

/// A TAM and how many customers they look after.
package struct BookCount: Equatable, Sendable {
  /// Nil for the customers that nobody looks after.
  package let tam: User.ID?
  package let name: String?
  package let team: String?
  package let customers: Int
}

extension Replica {
  /// How many customers each TAM has, by name; those that nobody looks after come last.
  package func bookCounts() throws -> [BookCount] {
    try file.read { connection in
      try connection.all(
        """
        SELECT a.tam_id, u.name, u.team, count(*)
        FROM account a LEFT JOIN user u ON u.id = a.tam_id
        GROUP BY a.tam_id ORDER BY a.tam_id IS NULL, u.name IS NULL, u.name, a.tam_id
        """
      ) { reader in
        BookCount(
          tam: reader.id(), name: reader.text(), team: reader.text(),
          customers: reader.requiredInteger())
      }
    }
  }
}
