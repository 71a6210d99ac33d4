import CustomerSuccess

/// Who and what belongs to the public sector (features C12).
enum PublicSector {
  private static let words = ["pubsec", "public sector"]

  /// An account of that segment, or of an account team of that name.
  static func contains(_ account: Row) -> Bool {
    account[Account.segment] == .publicSector || mentions(account[Account.salesTeam])
  }

  /// A user whose role or team says so.
  static func isCleared(_ user: Row) -> Bool {
    mentions(user[User.role]) || mentions(user[User.team])
  }

  private static func mentions(_ text: String?) -> Bool {
    guard let text = text?.lowercased() else { return false }
    return words.contains { text.contains($0) }
  }
}

extension CompanyStatus {
  /// Active are customers of any kind (`Customer`, `Customer - Direct`), and nobody else.
  init(salesforceType type: String?) {
    self = type?.hasPrefix("Customer") ?? false ? .active : .inactive
  }
}

/// A change of the TAM as Salesforce's field history writes it.
struct TAMChange {
  let id: String
  let account: Account.ID
  let old: User.ID?
  let new: User.ID?
  let at: Instant
  /// Who made it in Salesforce; nil when the file does not say.
  private(set) var author: String?

  /// Nil when the record is of another field, or repeats the change with names.
  ///
  /// - Parameter field: What the TAM's field is called in Salesforce.
  init?(_ reading: SalesforceColumns.Reading, field: String) throws(RowRejection) {
    guard reading.aside["Field"] == field else { return nil }
    let texts = (reading.aside["OldValue"], reading.aside["NewValue"])
    guard texts != (nil, nil) else { return nil }
    do {
      old = try texts.0.map { User.ID(try SalesforceID.normalized($0, prefix: "005")) }
      new = try texts.1.map { User.ID(try SalesforceID.normalized($0, prefix: "005")) }
    } catch {
      return nil
    }
    do {
      account = Account.ID(
        try SalesforceID.normalized(reading.aside["AccountId"] ?? "", prefix: "001"))
    } catch {
      throw RowRejection("\(error)")
    }
    let stamp = reading.aside["CreatedDate"] ?? ""
    guard let at = SalesforceCell.instant(stamp) else {
      throw RowRejection("CreatedDate: \"\(stamp)\" is not a time")
    }
    id = reading.id
    self.at = at
    // What is no user is nobody of ours.
    author = reading.aside["CreatedById"].flatMap {
      try? SalesforceID.normalized($0, prefix: "005")
    }
  }

  /// A change that an import saw happen.
  init(of account: Account.ID, from old: User.ID?, to new: User.ID?, at: Instant) {
    id = "\(account.rawValue):\(at.microseconds)"
    self.account = account
    self.old = old
    self.new = new
    self.at = at
  }

  var row: Row {
    var row = Row(TAMHistory.table, id: id)
    row[TAMHistory.account] = account
    row[TAMHistory.oldTAM] = old
    row[TAMHistory.newTAM] = new
    row[TAMHistory.changedAt] = at
    return row
  }
}

/// Contacts that are stored under another id than Salesforce's, because they were made here.
final class KnownContacts {
  private var bySalesforceID: [String: String] = [:]
  /// Those that Salesforce did not know yet, by account and e-mail address.
  private var byAddress: [String: String] = [:]

  init(_ reader: StoreReader) throws {
    let sql = """
      SELECT id, account_id, email, salesforce_id FROM contact
      WHERE salesforce_id IS NULL OR salesforce_id <> id
      """
    try reader.forEach(sql) { row in
      guard let id = String(stored: row[0]) else { return }
      if let known = String(stored: row[3]) {
        bySalesforceID[known] = id
      } else if let key = Self.key(String(stored: row[1]), String(stored: row[2])) {
        byAddress[key] = id
      }
    }
  }

  /// The e-mail address is what a contact made here and its later twin in Salesforce have in common
  /// (features B3); of several with that address the first is the twin, and stays it.
  func id(for salesforceID: String, account: String?, email: String?) -> String {
    if let known = bySalesforceID[salesforceID] { return known }
    guard let key = Self.key(account, email), let made = byAddress.removeValue(forKey: key) else {
      return salesforceID
    }
    bySalesforceID[salesforceID] = made
    return made
  }

  /// The id of a contact that Salesforce has said something of before.
  func id(for salesforceID: String) -> String { bySalesforceID[salesforceID] ?? salesforceID }

  private static func key(_ account: String?, _ email: String?) -> String? {
    guard let account, let email else { return nil }
    return "\(account) \(email.lowercased())"
  }
}
