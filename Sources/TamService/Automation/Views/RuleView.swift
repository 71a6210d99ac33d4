/// Rows that the SQL of rules may read: a stable, documented face over the tables of the store.
package struct RuleView: Sendable {
  package struct Column: Sendable {
    package let name: String
    let sql: String
    /// What it holds, for whoever writes a rule.
    package let about: String

    init(_ name: String, _ sql: String, _ about: String) {
      self.name = name
      self.sql = sql
      self.about = about
    }

    /// A column that is called as it is stored.
    init(_ name: String, _ about: String) { self.init(name, "t.\"\(name)\"", about) }
  }

  package let name: String
  /// One row for what.
  package let about: String
  package let columns: [Column]
  private let from: String

  /// - Parameter from: The rest of the statement; `t` is the table.
  init(_ name: String, _ about: String, from: String, _ columns: [Column]) {
    self.name = name
    self.about = about
    self.from = from
    self.columns = columns
  }

  /// The body of the view.
  var select: String {
    let list = columns.map { "\($0.sql) AS \"\($0.name)\"" }.joined(separator: ", ")
    return "SELECT \(list) FROM \(from)"
  }

  /// An account that another has absorbed has nothing of its own any more, so no rule sees it.
  package static let all = [
    accounts, measures, ctas, ctaTasks, plans, activities, tamChanges, contacts, surveys, tickets,
    subscriptions, opportunities, instances, usage, stages, users,
  ]
}
