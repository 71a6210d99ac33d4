import CustomerSuccess

/// What one import of a directory knows across its files.
final class SalesforceSession {
  /// Accounts that the store holds, so that no row is stored for an account that nobody can see.
  private(set) var accounts: Set<String>
  /// Accounts whose calculated columns may have to change by the file that is loaded.
  private var touched: Set<String> = []
  /// Whether the store held no account before: then nothing is known of when a TAM came.
  let isFirstLoad: Bool
  /// What the history of this import says of TAMs, by account; read when somebody asks.
  private(set) lazy var tamChanges = Result { try readTAMChanges() }
  /// Tasks that Salesforce made of our timeline: they do not come back.
  let ownTasks: Set<String>
  private let readTAMChanges: () throws -> [Account.ID: [TAMChange]]
  private(set) var aliases: AccountAliases

  init(
    _ reader: StoreReader, tamChanges: @escaping () throws -> [Account.ID: [TAMChange]]
  ) throws {
    readTAMChanges = tamChanges
    ownTasks = try PushLedger.targets(of: PushedObject.task.rawValue, reader)
    var accounts: Set<String> = []
    try reader.forEach("SELECT id FROM account") { row in
      if case .text(let id) = row[0] { accounts.insert(id) }
    }
    self.accounts = accounts
    self.isFirstLoad = accounts.isEmpty
    self.aliases = try AccountAliases(reader)
  }

  func add(account: String) { accounts.insert(account) }

  /// After the accounts: one that is back is its own again, and so is what belongs to it.
  func renewAliases(_ reader: StoreReader) throws { aliases = try AccountAliases(reader) }

  func touch(_ account: String?) {
    if let account { touched.insert(account) }
  }

  /// Hands out what was touched, at the end of a file.
  func takeTouched() -> Set<String> {
    defer { touched = [] }
    return touched
  }
}
