import CustomerSuccess
import ReplicaStore
import Terminal

/// Says of a value where it comes from, who may change it, and how old it is.
struct Provenance {
  let page: CustomerPage
  let surroundings: Surroundings

  /// The page about one value, or about all values of a row.
  func page(of source: SectionLine.Source) -> Question {
    let close = Question.Answer(key: "q", title: "close", effects: [])
    guard let column = source.column else {
      let label = SafeText(sanitizing: source.row.table.label)
      return Question(
        title: "\(label): every value", lines: rowLines(source.row), answers: [close])
    }
    let label = SafeText(sanitizing: column.label)
    return Question(title: label, lines: lines(column, of: source.row), answers: [close])
  }

  /// Value, owner, editors, upstream name, push and age of one column.
  private func lines(_ column: Column, of row: Row) -> [SafeText] {
    let origin = column.origin
    var lines: [SafeText] = [
      "Value: \(shown(column, of: row))",
      "Owner: \(SafeText(sanitizing: origin.owner.label))",
      "Who may change it: \(editors(column))",
    ]
    if let name = origin.upstreamName, origin.owner != .tamarack {
      lines.append("Called \(SafeText(sanitizing: name)) there")
    }
    if let name = origin.pushedTo {
      lines.append("Sent to Salesforce as \(SafeText(sanitizing: name))")
    }
    return lines + age(of: row)
  }

  /// One line for each column: label, value, owner.
  private func rowLines(_ row: Row) -> [SafeText] {
    let values = row.table.columns.filter { $0.type != .data }.map { column -> SafeText in
      let label = SafeText(sanitizing: column.label, limit: 22).fitted(to: 22)
      let owner = SafeText(sanitizing: column.origin.owner.label)
      return "\(label) \(shown(column, of: row).truncated(to: 30)) (\(owner))"
    }
    return age(of: row) + [""] + values
  }

  /// How old the row can be at most, and what it says of its own age.
  private func age(of row: Row) -> [SafeText] {
    var lines: [SafeText] = []
    if page.unsent.contains(RowKey(row.table, row.id)) {
      lines.append("Holds an edit of yours that is not sent yet")
    }
    lines += row.table.columns.compactMap { column -> SafeText? in
      guard column.type == .instant, let at = Instant(stored: row[column: column.name])
      else { return nil }
      return "\(SafeText(sanitizing: column.label)) \(Words.age(at, now: surroundings.now))"
    }
    guard let checkpoint = page.freshness.lastCheckpoint else {
      return lines + ["Never synced yet"]
    }
    return lines + ["As the service had it \(Words.age(checkpoint, now: surroundings.now))"]
  }

  private func shown(_ column: Column, of row: Row) -> SafeText {
    let currency = row.table.column("currency").flatMap { String(stored: row[column: $0.name]) }
    let value = AttributeText.shown(
      row[column: column.name], column: column, currency: currency.flatMap { Currency(code: $0) },
      userNames: page.customer.userNames)
    return value.isEmpty ? "nothing" : value
  }

  private func editors(_ column: Column) -> SafeText {
    switch (column.origin.owner, column.origin.editors) {
    case (.computed, .nobody): "nobody; it is calculated"
    case (_, .nobody): "nobody here; change it where it is owned"
    case (_, .accountTeam): "everybody with this customer in the book"
    case (_, .ownTAM): "the customer's TAM, and managers"
    case (_, .managers): "managers"
    }
  }
}
