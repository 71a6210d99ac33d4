import CustomerSuccess

/// The small numbers that stand for scopes in every row.
final class ScopeNumbers {
  private let connection: Connection
  private var numbers: [Scope: Int64] = [:]
  private var scopes: [Int64: Scope] = [:]
  /// Rows of one scope come together.
  private var recent: (scope: Scope, number: Int64)?

  init(_ connection: Connection) { self.connection = connection }

  /// Gives the scope a number if it has none yet.
  func number(of scope: Scope) throws -> Int64 {
    if let known = try existing(scope) { return known }
    try connection.run("INSERT INTO scope (name) VALUES (?1)", [.text(scope.rawValue)])
    let number = connection.lastInserted
    note(scope, number)
    return number
  }

  /// Nil when no row ever had that scope.
  func existing(_ scope: Scope) throws -> Int64? {
    if let recent, recent.scope == scope { return recent.number }
    if let known = numbers[scope] {
      recent = (scope, known)
      return known
    }
    let number = try connection.first(
      "SELECT n FROM scope WHERE name = ?1", [.text(scope.rawValue)]
    ) { Int64($0.requiredInteger()) }
    if let number { note(scope, number) }
    return number
  }

  func scope(_ number: Int64) throws -> Scope {
    if let known = scopes[number] { return known }
    let name = try connection.first("SELECT name FROM scope WHERE n = ?1", [.integer(number)]) {
      $0.requiredText()
    }
    let scope = Scope(rawValue: name ?? "")
    note(scope, number)
    return scope
  }

  private func note(_ scope: Scope, _ number: Int64) {
    numbers[scope] = number
    scopes[number] = scope
  }
}
