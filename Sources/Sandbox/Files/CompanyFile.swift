import CustomerSuccess

/// One file of the Salesforce export, written account by account.
protocol CompanyFile {
  static var name: String { get }
  static var columns: [String] { get }

  init(_ company: CompanyPlan)

  /// The records of one account, in the order of the columns.
  func records(of account: AccountPlan) -> [[String?]]
}

/// The bookkeeping columns that every export carries and that nobody asks for.
enum Bookkeeping {
  static let columns = ["CreatedDate", "LastModifiedDate", "SystemModstamp"]

  static func cells(created: Day, second: Int = 30_000) -> [String?] {
    let moment = ExportText.moment(created, secondOfDay: second)
    return [moment, moment, moment]
  }
}
