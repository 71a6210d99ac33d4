/// What people have written about an account, and who looks after it: what would be lost with the
/// account (seed page on technical information: TAM, CTAs, plans, timeline).
package struct AccountDependencies: Hashable, Sendable {
  /// Tables whose rows are an account's; which these are follows from the schema.
  package static let belongings: [Table] = Schema.tables.filter { $0.scope == .ofAccount }

  /// Those of them whose rows people make here; all others come again from where they came from.
  package static let tables: [Table] = belongings.filter { table in
    table.column("account_id")?.origin.owner == .tamarack
  }

  package let tam: User.ID?
  /// How many rows of which table, without zeros, in the order of ``tables``.
  package let rows: [Count]

  package struct Count: Hashable, Sendable {
    package let table: Table
    package let rows: Int

    package init(table: Table, rows: Int) {
      self.table = table
      self.rows = rows
    }
  }

  /// - Parameter count: How many rows of a table the account has.
  package init(tam: User.ID?, count: (Table) throws -> Int) rethrows {
    self.tam = tam
    rows = try Self.tables.map { Count(table: $0, rows: try count($0)) }.filter { $0.rows > 0 }
  }

  package var isEmpty: Bool { tam == nil && rows.isEmpty }

  /// Such as `its TAM Ada, 2 CTAs, 1 success plan`.
  ///
  /// - Parameter tamName: Nil leaves the name out.
  package func words(tamName: String? = nil) -> String {
    let tam = tam == nil ? [] : ["its TAM" + (tamName.map { " " + $0 } ?? "")]
    return (tam + rows.map { $0.table.counted($0.rows) }).joined(separator: ", ")
  }
}

extension Table {
  /// Such as `1 activity` or `12 activities`.
  package func counted(_ count: Int) -> String {
    guard count != 1 else { return "1 \(labelInSentence)" }
    let label = labelInSentence
    return "\(count) " + (label.hasSuffix("y") ? label.dropLast() + "ies" : label + "s")
  }
}

/// Where an account that is gone from Salesforce waits for a decision (seed page on technical
/// information: what hangs on it is merged, what has nothing is deleted).
package enum DepartureQueue: String, CaseIterable, Sendable {
  /// Something of ours hangs on it: it is to be moved first.
  case merge
  case delete
  /// Nobody knows whether it is gone, or only hidden from us.
  case missing

  package init(_ departure: Departure, hasDependencies: Bool) {
    self =
      departure == .missing
      ? .missing : hasDependencies ? .merge : .delete
  }
}
