package import CustomerSuccess

/// What every import needs to know beside the files.
package struct ImportSettings: Sendable {
  /// The moment of the import: the stamp of what it changes.
  package let at: Instant
  /// The day by which the calendar-bound numbers are calculated; for the service, that in UTC.
  package let today: Day
  /// Where `rejected-<object>.csv` is written.
  package let rejectedDirectory: String
  /// Of amounts in files that name no currency.
  package let defaultCurrency: Currency
  /// What the TAM's field is called in Salesforce, as its history names it.
  package let tamField: String
  /// As whom we write to Salesforce; nil when we do not.
  package let integrationUser: String?
  /// By how much our clock is ahead of Salesforce's.
  package let clockSkewSeconds: Int
  /// Told of each step in words for a person, a few times a file.
  package let progress: @Sendable (String) -> Void

  package init(
    at: Instant, rejectedDirectory: String, defaultCurrency: Currency = .usDollar,
    tamField: String? = nil, integrationUser: String? = nil, clockSkewSeconds: Int = 0,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.at = at
    self.today = at.day(secondsFromGMT: 0)
    self.rejectedDirectory = rejectedDirectory
    self.defaultCurrency = defaultCurrency
    self.tamField = tamField ?? Account.tam.column.origin.upstreamName ?? ""
    self.integrationUser = integrationUser
    self.clockSkewSeconds = clockSkewSeconds
    self.progress = progress
  }

  /// Who is written into the commit log.
  static let actor = "import"
}
