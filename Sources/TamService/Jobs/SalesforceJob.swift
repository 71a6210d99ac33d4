import Connectors
import Crypto
import CustomerSuccess
import Foundation

/// Jobs that fetch from Salesforce.
extension JobRunner {
  /// - Parameter wanted: Nil for all that the mapping of fields names.
  func pull(
    _ wanted: [SalesforceObject]?, _ job: Job, _ run: JobRun, _ settings: ConnectionSettings
  ) async throws {
    let isAnew = try wanted == nil && runs.watermark(JobRuns.salesforceAnew) != nil
    let fetch = try fetch(
      wanted, job, run, settings, SalesforceFields(store.directory), isAnew: isAnew)
    try await use(fetch.pull.spool) {
      var outcome = try await self.outcome(of: fetch, run)
      if isAnew { outcome.settled.append(JobRuns.salesforceAnew) }
      try await end(run, outcome)
      try await fetch.pull.finish()
    }
  }

  /// What is to be fetched of the objects that the mapping of fields names.
  ///
  /// - Parameter isAnew: Everything, whatever was fetched before.
  /// - Throws: ``JobRefusal/nothingToFetch(job:path:)``.
  func fetch(
    _ wanted: [SalesforceObject]?, _ job: Job, _ run: JobRun, _ settings: ConnectionSettings,
    _ fields: SalesforceFields, shares: BudgetShares = .pull, isAnew: Bool = false
  ) throws -> SalesforceFetch {
    let objects = (wanted ?? SalesforceObject.allCases).filter { object in
      fields.objects.contains { $0.object == object }
    }
    guard !objects.isEmpty else {
      let path = "\(store.directory.path)/\(SalesforceFields.fileName)"
      throw JobRefusal.nothingToFetch(job: job.name, path: path)
    }
    let names = try SalesforceMarks(settings, fields)
    var marks: [SalesforceObject: Instant] = [:]
    for object in objects where !isAnew {
      marks[object] = try runs.watermark(names[object]).flatMap { Instant($0) }
    }
    let connection = try salesforce(settings, shares: shares)
    let pull = try SalesforcePull(
      connection,
      objects.compactMap { fields.query($0, watermark: marks[$0]?.date) }, directory: run.spool)
    return SalesforceFetch(
      objects: objects, names: names, marks: marks, connection: connection, pull: pull,
      tamField: Account.tam.column.origin.upstreamName.flatMap { fields.name(of: $0, in: .account) }
    )
  }

  /// Fetches and imports.
  func outcome(of fetch: SalesforceFetch, _ run: JobRun) async throws -> JobOutcome {
    let fetched = try await fetch.pull.run()
    let until = Instant(fetched.until)
    var outcome = JobOutcome(
      report: try await importing(
        run, tamField: fetch.tamField, integrationUser: try await fetch.connection.userID(),
        clockSkewSeconds: fetched.clockSkewSeconds
      ) { try $0.salesforce(directory: run.spool) })
    outcome.organization = try await fetch.connection.organizationID()
    outcome.isDegraded = fetched.isDegraded
    outcome.notes = fetched.objects.filter { !$0.droppedFields.isEmpty }.map { object in
      """
      \(object.object) has no \(object.droppedFields.joined(separator: ", ")), or our user may not \
      see it: what was known of it stays as it was; see \(SalesforceFields.fileName)
      """
    }
    outcome.from = fetch.marks.count == fetch.objects.count ? fetch.marks.values.min() : nil
    outcome.until = until
    let accounts =
      fetch.objects.contains(.account)
      ? until : try runs.watermark(fetch.names[.account]).flatMap { Instant($0) }
    for object in fetch.objects {
      // What belongs to an account that is not here yet was rejected, and is asked for again.
      let mark = object == .user ? until : accounts.map { min($0, until) }
      if let mark { outcome.watermarks[fetch.names[object]] = "\(mark)" }
    }
    return outcome
  }

  /// A connection with the login that the settings name.
  func salesforce(
    _ settings: ConnectionSettings, shares: BudgetShares = .pull
  ) throws -> SalesforceConnection {
    let domains = (settings["instance_domains"] ?? "salesforce.com,force.com")
      .split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    return SalesforceConnection(
      SalesforceSettings(
        loginHost: try UpstreamHost(settings["login_host"] ?? "https://login.salesforce.com"),
        grant: try grant(settings), instanceDomains: domains,
        version: settings["version"] ?? "v60.0"),
      shares: shares, environment: upstream)
  }

  private func grant(_ settings: ConnectionSettings) throws -> SalesforceGrant {
    let key = try settings.required("consumer_key")
    switch settings["login"] ?? "jwt" {
    case "jwt":
      return .signed(
        consumerKey: key, username: try settings.required("username"),
        audience: settings["audience"] ?? "https://login.salesforce.com",
        privateKeyPEM: try secret("private_key", settings))
    case "client-credentials":
      return .clientCredentials(
        consumerKey: key, consumerSecret: try secret("consumer_secret", settings))
    case "refresh":
      return .refresh(
        consumerKey: key,
        consumerSecret: try settings["consumer_secret"].map { _ in
          try secret("consumer_secret", settings)
        }, file: GrantFile(path: try settings.required("refresh_token_file")))
    case let other:
      throw ConnectionError.notAChoice(
        .salesforce, key: "login", found: other, choices: ["jwt", "client-credentials", "refresh"])
    }
  }

  func secret(_ key: String, _ settings: ConnectionSettings) throws -> Secret {
    try settings.credential(key).read(environment: variables)
  }
}

/// What a run fetches from Salesforce, and where that begins.
struct SalesforceFetch {
  let objects: [SalesforceObject]
  let names: SalesforceMarks
  let marks: [SalesforceObject: Instant]
  let connection: SalesforceConnection
  let pull: SalesforcePull
  /// What the TAM's field is called; nil when it is not fetched.
  let tamField: String?
}

/// Under which names it is remembered how far Salesforce's objects have been imported.
///
/// They name whom was asked for what: another organization, or a field more, begins anew.
struct SalesforceMarks {
  private let login: String
  private let fields: SalesforceFields

  init(_ settings: ConnectionSettings, _ fields: SalesforceFields) throws(ConnectionError) {
    let host = settings["login_host"] ?? "https://login.salesforce.com"
    login = "\(host) \(try settings.required("consumer_key")) \(settings["username"] ?? "")"
    self.fields = fields
  }

  subscript(object: SalesforceObject) -> String {
    let asked = fields.query(object, watermark: nil)?.fields.sorted().joined(separator: ",") ?? ""
    return name(object.rawValue, asked: asked)
  }

  /// Of the log of an object's deletions.
  func deletions(of object: SalesforceObject) -> String {
    name("deleted \(object.rawValue)", asked: "")
  }

  private func name(_ what: String, asked: String) -> String {
    let digest = SHA256.hash(data: Data("\(login) \(asked)".utf8)).prefix(8)
    let words = digest.map { String($0, radix: 16) }.joined(separator: "-")
    return "\(Connector.salesforce.rawValue) \(what) \(words)"
  }
}

extension Instant {
  init(_ date: Date) {
    self.init(microseconds: Int64((date.timeIntervalSince1970 * 1e6).rounded()))
  }

  var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1e6) }
}
