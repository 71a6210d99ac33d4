/// A table or view by its three names, written as they are in Snowflake: upper case unless it was
/// made with quotes.
package struct SnowflakeTable: Codable, Hashable, Sendable, CustomStringConvertible {
  package let database: String
  package let schema: String
  package let name: String

  package init(database: String, schema: String, name: String) {
    self.database = database
    self.schema = schema
    self.name = name
  }

  package var description: String { "\(database).\(schema).\(name)" }

  /// For a statement.
  var quoted: String { [database, schema, name].map(Self.quoted).joined(separator: ".") }

  /// An identifier in quotes, which can hold anything.
  static func quoted(_ identifier: String) -> String {
    "\"\(identifier.replacing("\"", with: "\"\""))\""
  }
}
