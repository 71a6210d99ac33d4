/// The words of every refusal stand here, so that the same fact always reads the same.
extension MutationRefusal {
  /// The author may not edit this account any more.
  ///
  /// - Parameter customer: The customer's name, or its id when the name may not be told.
  package static func notInScope(_ customer: String, account: Account.ID) -> MutationRefusal {
    MutationRefusal(
      .notInScope, table: Account.tableName, id: account.rawValue,
      reason: """
        \(customer) is not in your book any more, so this edit was not made: copy the text, or ask \
        the customer's TAM to make it
        """)
  }

  /// The mutation that should have made the row was refused.
  package static func parentRejected(_ key: RowKey) -> MutationRefusal {
    MutationRefusal(
      .parentRejected, table: key.table, id: key.id,
      reason: """
        this edit builds on the \(label(key.table)) \(key.id), which could not be made: settle that \
        one first, then send this again
        """)
  }

  package static func missing(_ table: Table, _ id: String) -> MutationRefusal {
    MutationRefusal(
      .missing, table: table.name, id: id,
      reason: """
        the \(label(table.name)) \(id) does not exist: it was deleted, or it left your book; bring \
        it back first, or discard this edit
        """)
  }

  package static func idTaken(_ table: Table, _ id: String) -> MutationRefusal {
    MutationRefusal(
      .idTaken, table: table.name, id: id,
      reason: """
        there already is another \(label(table.name)) with the id \(id): make it again, with a new id
        """)
  }

  /// What was of the account is another's by now.
  static func absorbed(_ customer: String, by kept: String, account: Account.ID) -> MutationRefusal
  {
    MutationRefusal(
      .invalid, table: Account.tableName, id: account.rawValue,
      reason: "\(customer) was merged into \(kept): make this edit there")
  }

  static func notPermitted(_ reason: String) -> MutationRefusal {
    MutationRefusal(.notPermitted, reason: reason)
  }

  static func invalid(
    _ reason: String, table: Table? = nil, id: String? = nil, column: Column? = nil
  ) -> MutationRefusal {
    MutationRefusal(.invalid, table: table?.name, id: id, column: column?.name, reason: reason)
  }

  static func fieldNotYours(_ column: Column, of row: Row, _ thing: String) -> MutationRefusal {
    MutationRefusal(
      .fieldNotYours, table: row.table.name, id: row.id, column: column.name,
      reason: "\"\(column.label)\" of \(thing) is not changed here: \(column.whereToChange)")
  }

  static func conflict(
    _ column: Column, of row: Row, _ thing: String, yours: Value
  ) -> MutationRefusal {
    let current = row[column: column.name]
    return MutationRefusal(
      .conflict, table: row.table.name, id: row.id, column: column.name, current: current,
      yours: yours,
      reason: """
        "\(column.label)" of \(thing) was changed meanwhile: it is \(current.words(for: column)) \
        now, you wanted \(yours.words(for: column)); keep theirs, or apply yours again
        """)
  }

  private static func label(_ table: String) -> String {
    Schema.table(table)?.labelInSentence ?? table
  }
}

extension Table {
  /// The label as it stands inside a sentence; an abbreviation keeps its capitals.
  var labelInSentence: String {
    label.prefix(2).allSatisfy(\.isUppercase)
      ? label : label.prefix(1).lowercased() + label.dropFirst()
  }
}

extension Table {
  /// Any row of the table inside a sentence, such as `a CTA` or `an activity`.
  var oneInSentence: String {
    let label = labelInSentence
    return (label.first.map("aeiou".contains) == true ? "an " : "a ") + label
  }
}

extension Column {
  /// Who decides the value and where a person can have it changed, as the end of a sentence.
  package var whereToChange: String {
    let name = origin.upstreamName.map { " (field \($0))" } ?? ""
    return switch origin.owner {
    case .salesforce:
      "Salesforce owns it; change it there\(name) and it arrives with the next import"
    case .zendesk: "Zendesk owns it; change it there and it arrives with the next import"
    case .snowflake: "it comes from the usage data in Snowflake\(name); ask CS Ops when it is wrong"
    case .computed: "it is calculated from other values; change those"
    case .tamarack, .shared: "it was set when the row was made and stays as it is"
    }
  }
}

extension Value {
  /// The value inside a sentence; long text is cut.
  func words(for column: Column) -> String {
    switch self {
    case .null: return "empty"
    case .integer(let number):
      switch column.type {
      case .boolean: return number == 0 ? "no" : "yes"
      case .instant: return Instant(microseconds: number).description
      default: return String(number)
      }
    case .real(let number): return String(number)
    case .text(let text):
      let limit = 60
      return "\"\(text.count > limit ? text.prefix(limit) + "…" : text[...])\""
    case .data(let bytes): return "\(bytes.count) bytes"
    }
  }
}
