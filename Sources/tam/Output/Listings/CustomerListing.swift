import CustomerSuccess
import ReplicaStore
import Terminal

/// A customer as the summary of `tam show` has it.
struct CustomerSummary {
  let customer: CustomerRow
  let line: PortfolioRow

  var account: Row { customer.account }
}

extension Listing where Element == CustomerSummary {
  /// What `tam portfolio` says of a customer, and then what there is room for here.
  static func summary(today: Day) -> Listing {
    Listing(Listing<PortfolioRow>.portfolio(today: today).of { $0.line }.columns + details)
  }

  private static let details = [
    Column("previous_health_score", "Score before") {
      Datum($0.account[Account.previousHealthScore])
    },
    Column("status", "Status") { Datum($0.account[Account.status]) },
    Column("public_sector", "Public sector") {
      Datum($0.account[Account.isPublicSector] ?? false)
    },
    Column("segment", "Segment") { Datum($0.account[Account.segment]) },
    Column("region", "Region") { Datum($0.account[Account.region]) },
    Column("parent_id") { Datum($0.account[Account.parent]) },
    Column("parent", "Parent") { Datum($0.customer.parentName) },
    Column("children", "Children") { Datum($0.customer.childCount) },
    Column("account_owner", "Account owner") {
      Datum($0.customer.userName(Account.accountOwner))
    },
    Column("solutions_architect", "Solutions architect") {
      Datum($0.customer.userName(Account.solutionsArchitect))
    },
    Column("summary", "Summary") { Datum($0.account[Account.summary]) },
    Column("followed", "Followed") { Datum($0.customer.isFollowed) },
  ]
}

/// One column of a customer: its value, whose it is, and whether it may be changed here.
struct CustomerAttribute {
  let column: Column
  let value: Value
  let customer: CustomerRow

  static func all(of customer: CustomerRow) -> [CustomerAttribute] {
    zip(Account.table.columns, customer.account.values).map {
      CustomerAttribute(column: $0, value: $1, customer: customer)
    }
  }

  fileprivate var isEditable: Bool { column.origin.editors != .nobody }

  fileprivate var shown: SafeText {
    if let user = User.ID(stored: value), column.type == .reference(User.tableName) {
      return SafeText(sanitizing: customer.userNames[user] ?? user.rawValue)
    }
    return column.shown(value, currency: customer.account.currency)
  }
}

extension Listing where Element == CustomerAttribute {
  static let attributes = Listing([
    Column("name") { .text($0.column.name) },
    Column("label", "Attribute") { .text($0.column.label) },
    Column("value", "Value", shown: { $0.shown }) {
      Datum($0.value, of: $0.column, currency: $0.customer.account.currency)
    },
    Column("currency") {
      Datum($0.column.type == .money ? $0.customer.account.currency?.code : nil)
    },
    Column("unit") { Datum($0.column.unit) },
    Column("owner", "Owned by", shown: { SafeText(sanitizing: $0.column.origin.owner.label) }) {
      .text($0.column.origin.owner.rawValue)
    },
    Column("editable", "Editable") { Datum($0.isEditable) },
    Column("where_to_change") { $0.isEditable ? .null : .text($0.column.whereToChange) },
    Column("unsent") { Datum($0.customer.unsentColumns.contains($0.column.name)) },
  ])
}
