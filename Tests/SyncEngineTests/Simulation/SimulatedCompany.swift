import CustomerSuccess
import SyncEngine

/// A company of two TAMs and four customers, small enough that every row meets every fault.
enum SimulatedCompany {
  static let today = Day(daysSinceEpoch: 20_000)
  static let noon = Instant(startOf: today).adding(seconds: 43_200)
  static let users = [User.ID("ada"), User.ID("bob")]
  static let accounts = ["a1", "a2", "a3", "a4"]

  /// Scopes that come and go with a customer.
  static func scopes(of account: String) -> [Scope] {
    Lane.allCases.map { Scope(account: account, lane: $0) }
  }

  static func found(_ service: MemoryService) throws {
    try service.write { work in
      for user in users {
        work.save(userRow(user))
        let own = [Scope.organization, Scope(user: user.rawValue)]
        let book = own + accounts.prefix(3).flatMap(scopes)
        work.permit(book, to: user)
        work.addToBook(book, of: user)
      }
      for account in accounts {
        work.save(accountRow(account))
        work.save(cta("\(account)-cta", of: account))
        work.save(contact("\(account)-contact", of: account))
        work.save(salesforceActivity("\(account)-task", of: account))
      }
    }
  }

  static func userRow(_ id: User.ID) -> Row {
    var row = Row(User.table, id: id.rawValue)
    row[User.name] = id.rawValue
    row[User.bundle] = .tam
    row[User.isActive] = true
    return row
  }

  static func accountRow(_ id: String) -> Row {
    var row = Row(Account.table, id: id)
    row[Account.name] = "Customer \(id)"
    row[Account.tam] = users[0]
    row[Account.prioritization] = .first
    return row
  }

  static func cta(_ id: String, of account: String, name: String = "Risk") -> Row {
    var row = Row(CTA.table, id: id)
    row[CTA.account] = Account.ID(account)
    row[CTA.name] = name
    row[CTA.type] = .risk
    row[CTA.status] = .new
    row[CTA.owner] = users[0]
    return row
  }

  static func contact(_ id: String, of account: String) -> Row {
    var row = Row(Contact.table, id: id)
    row[Contact.account] = Account.ID(account)
    row[Contact.lastName] = "Shaw"
    return row
  }

  static func salesforceActivity(_ id: String, of account: String) -> Row {
    var row = Row(SalesforceActivity.table, id: id)
    row[SalesforceActivity.account] = Account.ID(account)
    row[SalesforceActivity.subject] = "Task"
    return row
  }
}
