package import CustomerSuccess

extension [Row] {
  /// One row of every table about the same customer, with every text that can be hostile being so.
  ///
  /// The customer's id is `evil`, every other id the table's name and `-evil`, that of its TAM
  /// `005evil`; references lead to each other and to the user `005ada`.
  package static func hostile(_ text: String, today: Day) -> [Row] {
    var user = Row(User.table, id: "005evil")
    user[User.name] = text
    user[User.email] = "005evil@tam.example"
    user[User.bundle] = .tam
    user[User.team] = "Blue"
    user[User.isActive] = true
    let tables = Schema.tables.filter { $0 != User.table && $0 != TAMHistory.table }
    return [user]
      + tables.map { table in
        var row = Row(table, id: table == Account.table ? "evil" : "\(table.name)-evil")
        for column in table.columns {
          row[column: column.name] = value(of: column, text, today: today)
        }
        if table == Account.table {
          row[Account.healthScore] = 1
          row[Account.parent] = nil
          // Nothing can be edited of a customer who was merged into another.
          row[Account.absorbedBy] = nil
        }
        return row
      }
  }

  private static func value(of column: Column, _ text: String, today: Day) -> Value {
    switch column.type {
    case .text where column.name == "currency": .text("USD")
    case .text, .longText, .url, .email, .list: .text(text)
    case .integer: .integer(3)
    case .real: .real(2)
    case .ratio: .real(0.5)
    case .money: .integer(100_000)
    case .day: today.adding(days: -3).stored
    case .instant: Instant(startOf: today).stored
    case .boolean: .integer(1)
    case .choice(let choices): .text(choices.first ?? "")
    case .reference("user"): .text("005ada")
    case .reference("account"): .text("evil")
    case .reference(let table): .text("\(table)-evil")
    case .data: .null
    }
  }
}
