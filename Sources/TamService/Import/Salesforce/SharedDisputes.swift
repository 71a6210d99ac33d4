import CustomerSuccess

/// Values that both sides have changed since they last agreed: the newer change stays, and the other
/// is named in the report (connectors 3.9, edge 49).
struct SharedDisputes {
  private let columns: SalesforceColumns
  private let work: UnitOfWork
  private let session: SalesforceSession
  private let settings: ImportSettings
  private var lost: [(column: String, words: String)] = []

  init(
    _ columns: SalesforceColumns, work: UnitOfWork, session: SalesforceSession,
    settings: ImportSettings
  ) {
    self.columns = columns
    self.work = work
    self.session = session
    self.settings = settings
  }

  /// Whether our value stays.
  ///
  /// Of equal or missing stamps ours counts for the TAM, whose master we are, and Salesforce's
  /// otherwise.
  mutating func isOurs(
    _ link: SalesforceColumns.Link, _ ours: Value, _ theirs: Value,
    _ reading: SalesforceColumns.Reading, _ row: Row
  ) throws -> Bool {
    let isTAM = link.column == Account.tam.column
    let stamps =
      isTAM ? try tamStamps(of: row.id, theirs) : try contactStamps(of: row.id, link, reading)
    let newest = stamps.theirs?.adding(seconds: settings.clockSkewSeconds)
    let isOurs: Bool =
      if let ours = stamps.ours, let newest, ours != newest { ours > newest } else { isTAM }
    let kept = isOurs ? "ours" : "Salesforce's"
    let gone = isOurs ? theirs : ours
    lost.append(
      (
        link.sourceName,
        "\(row.id) keeps \(kept), not \"\(gone.asideText ?? "")\" of "
          + ((isOurs ? newest : stamps.ours)?.description ?? "an unknown time")
      ))
    return isOurs
  }

  var notes: [String] {
    Dictionary(grouping: lost, by: \.column).sorted { $0.key < $1.key }.map { column, lost in
      "\(lost.count) values of \(column) were changed on both sides, the newer one counts: "
        + lost.map(\.words).shortened()
    }
  }

  private typealias Stamps = (ours: Instant?, theirs: Instant?)

  private func tamStamps(of account: String, _ theirs: Value) throws -> Stamps {
    let tam = User.ID(stored: theirs)
    let ours = try work.rows(
      TAMHistory.table, where: TAMHistory.account.name, equals: .text(account)
    ).compactMap { $0[TAMHistory.changedAt] }.max()
    let changes = try session.tamChanges.get()[Account.ID(account)] ?? []
    let theirs = changes.filter { change in
      // Our own writing is no change of Salesforce's.
      change.new == tam && (change.author == nil || change.author != settings.integrationUser)
    }
    // A device's clock may be ahead.
    return (ours.map { min($0, settings.at) }, theirs.map(\.at).max())
  }

  private func contactStamps(
    of id: String, _ link: SalesforceColumns.Link, _ reading: SalesforceColumns.Reading
  ) throws -> Stamps {
    (try work.reader.editStamp(columns.object.table, id, link.column), reading.stamp)
  }
}
