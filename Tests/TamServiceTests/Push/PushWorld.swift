import CustomerSuccess
import Foundation
import Sandbox

@testable import TamService

/// Both sides of a company as they are edited.
extension JobWorld {
  static let small = Sizes(tams: 3, accounts: 12, activities: 60, ctas: 20, usageMonths: 2)

  /// Applies an edit of a manager as the service does when a device sends it.
  @discardableResult
  func edit(_ mutation: Mutation) throws -> AppliedMutation {
    let manager = try imports.rows(User.table).first { row in
      row[User.bundle] == .manager && row[User.isActive] != false
    }
    return try store.write(by: "test", for: "push") { work in
      let transaction = PushTransaction(work)
      let done = try mutation.apply(
        to: transaction,
        in: MutationContext(
          actor: User.ID(manager?.id ?? ""), at: store.now,
          today: store.now.day(secondsFromGMT: 0)))
      try transaction.finish()
      return done
    }
  }

  func assign(_ account: Row, to tam: User.ID?, history: String) throws {
    try edit(.assignTAM(AssignTAM(account: .init(account.id), tam: tam, history: .init(history))))
  }

  /// Somebody changes a record in Salesforce.
  func change(_ object: String, _ id: String, _ values: [String: String?]) {
    let now = SalesforceOrg.stamp(clock.now)
    company.salesforce.change { org in
      for (name, value) in values { org.tables[object]?[id]?[name] = value }
      org.tables[object]?[id]?["SystemModstamp"] = now
    }
  }

  /// Somebody gives an account to another TAM in Salesforce, which writes that down.
  func salesforceAssigns(_ account: Row, to tam: User.ID, history: String) {
    let now = SalesforceOrg.stamp(clock.now)
    let field = "Technical_Account_Manager__c"
    let old = salesforce("Account", account.id, field)
    change("Account", account.id, [field: tam.rawValue])
    company.salesforce.change { org in
      org.tables["AccountHistory"]?[history] = [
        "Id": history, "AccountId": account.id, "Field": field, "OldValue": old,
        "NewValue": tam.rawValue, "CreatedDate": now, "CreatedById": "005000000000777AAA",
      ].compactMapValues { $0 }
    }
  }

  func salesforce(_ object: String, _ id: String, _ field: String) -> String? {
    company.salesforce.change { $0.tables[object]?[id]?[field] }
  }

  func pass(minutes: Int) {
    clock.advance(by: .seconds(minutes * 60))
    imports.world.clock.advance(seconds: minutes * 60)
  }

  /// Bodies of the requests that wrote to Salesforce.
  var sent: [String] {
    company.salesforce.server.journal.entries("composite", method: "PATCH")
      .map { String(decoding: $0.body, as: UTF8.self) }
  }

  func tamHistory(of account: Row) throws -> [Row] {
    try imports.rows(TAMHistory.table).filter { $0[TAMHistory.account]?.rawValue == account.id }
      .sorted { $0.age < $1.age }
  }

  /// A customer with a TAM, and another TAM.
  func customer() throws -> (account: Row, other: User.ID) {
    let tams = try imports.rows(User.table).filter {
      $0[User.bundle] == .tam && $0[User.isActive] == true
    }
    for account in try imports.rows(Account.table) {
      guard let tam = account[Account.tam],
        let other = tams.first(where: { $0.id != tam.rawValue })
      else { continue }
      return (account, .init(other.id))
    }
    throw JobRefusal.unknown("customer with a TAM")
  }
}

extension Row {
  /// Of a change of the TAM.
  fileprivate var age: (Int64, String) { (self[TAMHistory.changedAt]?.microseconds ?? .min, id) }
}
