/// Tables that only the import reads and writes.
enum ImportTables {
  static let statements: [String] =
    ZendeskDirectory.statements + AbsentTickets.statements + UsageKeys.statements
    + DirtyAccounts.statements
}
