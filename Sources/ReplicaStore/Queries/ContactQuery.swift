package import CustomerSuccess

/// What the timeline of a customer says of a contact.
package struct ContactPresence: Equatable, Sendable {
  /// The day of the newest entry the contact attended.
  package var last: Day?
  /// How many entries name the contact.
  package var count = 0

  package init(last: Day? = nil, count: Int = 0) {
    self.last = last
    self.count = count
  }
}

/// Whose contact has an address.
package struct AddressOwner: Equatable, Sendable {
  package let id: Contact.ID
  /// First and last name.
  package let name: String
  package let account: Account.ID
  package let accountName: String
}

extension Replica {
  /// Contacts of any customer in the replica with the address, however it is spelled.
  ///
  /// One walk over all contacts, as only the very spelling is indexed.
  package func owners(ofAddress address: String) throws -> [AddressOwner] {
    try file.read { connection in
      try connection.all(ownersOfAddress, [.text(address)]) { reader in
        AddressOwner(
          id: reader.requiredID(), name: reader.requiredText(), account: reader.requiredID(),
          accountName: reader.requiredText())
      }
    }
  }

  /// By e-mail address in lower case: who attended what is on the customer's timeline.
  package func presence(of account: Account.ID) throws -> [String: ContactPresence] {
    try file.read { connection in
      var presence: [String: ContactPresence] = [:]
      try connection.each(attendeesOfCustomer, [account.stored]) { reader in
        let day = reader.day()
        for address in Set(reader.list().map { $0.lowercased() }) {
          var found = presence[address] ?? ContactPresence()
          found.count += 1
          found.last = [found.last, day].compactMap { $0 }.max()
          presence[address] = found
        }
      }
      return presence
    }
  }
}

extension Replica {
  /// The day of the newest entry of the customer's timeline with our executive sponsor present.
  package func lastDayWithSponsor(of account: Account.ID) throws -> Day? {
    try file.read { connection in
      let sql = """
        SELECT max(activity_date) FROM activity
        WHERE account_id = ?1 AND executive_sponsor_present = 1
        """
      return try connection.first(sql, [account.stored]) { $0.day() } ?? nil
    }
  }
}

private let ownersOfAddress = """
  SELECT c.id, trim(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')), a.id,
    coalesce(a.name, a.id)
  FROM contact c JOIN account a ON a.id = c.account_id
  WHERE lower(c.email) = lower(?1)
  ORDER BY a.name, c.id
  """

private let attendeesOfCustomer = """
  SELECT activity_date, external_attendees FROM activity
  WHERE account_id = ?1 AND external_attendees IS NOT NULL
  """
