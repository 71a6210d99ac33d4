/// Loads export files into a store; the one door for programs.
///
/// Every import is safe to repeat: rows that are as they were are not written, and no position
/// moves.
package struct Importer {
  private let store: Store
  private let settings: ImportSettings

  package init(store: Store, settings: ImportSettings) {
    self.store = store
    self.settings = settings
  }

  /// Loads `User.csv`, `Account.csv` and the other files of a Salesforce export; any may lack.
  ///
  /// - Throws: ``ImportRefusal`` when a file is not what its name says or not whole; then nothing
  ///   has changed.
  package func salesforce(directory: String) throws -> ImportReport {
    try SalesforceImport(store: store, settings: settings).run(directory: directory)
  }

  /// Loads `organizations.json`, `users.json` and `tickets.json`; any may be missing.
  ///
  /// - Throws: ``ImportRefusal`` as above.
  package func zendesk(directory: String) throws -> ImportReport {
    try ZendeskImport(store: store, settings: settings).run(directory: directory)
  }

  /// Loads the monthly usage mart as CSV.
  ///
  /// - Parameter isRebuild: Whether what earlier files said is thrown away first, and everything
  ///   computed from this one; labels of instances stay.
  /// - Throws: ``ImportRefusal`` as above.
  package func usage(file: String, isRebuild: Bool = false) throws -> ImportReport {
    try UsageImport(store: store, settings: settings, isRebuild: isRebuild).run(file: file)
  }

  /// The folders and the file that a sandbox company is written as.
  package static let salesforceFolder = "salesforce"
  package static let zendeskFolder = "zendesk"
  package static let usageFile = "usage.csv"

  /// Loads a whole company, as a sandbox writes it: the three imports one after another.
  package func company(directory: String) throws -> ImportReport {
    var report = try salesforce(directory: "\(directory)/\(Self.salesforceFolder)")
    report.objects += try zendesk(directory: "\(directory)/\(Self.zendeskFolder)").objects
    report.objects += try usage(file: "\(directory)/\(Self.usageFile)").objects
    return report
  }
}
