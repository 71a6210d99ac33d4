import CustomerSuccess

extension Row {
  /// A row of every table about one customer, with something in every column.
  ///
  /// - Parameters:
  ///   - account: The customer's id; the other rows are called after it.
  ///   - text: What stands in a column of text.
  static func filled(
    _ account: String, owner: String = "005ada", text: (Table, Column) -> String
  ) -> [Row] {
    Schema.tables.filter { $0 != User.table && $0 != TAMHistory.table }.map { table in
      var row = Row(table, id: table == Account.table ? account : "\(table.name)-\(account)")
      for column in table.columns {
        row[column: column.name] = filling(column, of: account, owner: owner) {
          text(table, column)
        }
      }
      if table == Account.table { row[Account.parent] = nil }
      return row
    }
  }

  private static func filling(
    _ column: Column, of account: String, owner: String, text: () -> String
  ) -> Value {
    switch column.type {
    case .text where column.name == "currency": .text("USD")
    case .text, .longText, .url, .email, .list: .text(text())
    case .integer: .integer(3)
    case .real: .real(2)
    case .ratio: .real(0.5)
    case .money: .integer(100_000)
    case .day: Day.sampleToday.adding(days: -3).stored
    case .instant: Instant(startOf: .sampleToday).stored
    case .boolean: .integer(1)
    case .choice(let choices): .text(choices.first ?? "")
    case .reference("user"): .text(owner)
    case .reference("account"): .text(account)
    case .reference(let table): .text("\(table)-\(account)")
    case .data: .null
    }
  }
}
