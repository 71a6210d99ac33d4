import CustomerSuccess
import Foundation

/// What is remembered of runs, and where the next ones begin.
package struct JobRuns: Sendable {
  private let store: Store

  package init(_ store: Store) { self.store = store }

  /// Who is written into the commit log.
  static let actor = "jobs"
  private static let columns =
    "id, job, state, started_at, ended_at, window_from, window_until, objects, notes, reason, spool"

  static let statements = [
    // Instants in microseconds; objects and notes are JSON.
    """
    CREATE TABLE job_run (
      id INTEGER PRIMARY KEY NOT NULL, job TEXT NOT NULL, state TEXT NOT NULL,
      started_at INTEGER NOT NULL, ended_at INTEGER, window_from INTEGER, window_until INTEGER,
      objects TEXT NOT NULL, notes TEXT NOT NULL, reason TEXT, spool TEXT NOT NULL)
    """,
    "CREATE INDEX job_run_by_job ON job_run (job, id)",
    // How far an export has been imported, in the words of who fetches it.
    "CREATE TABLE job_watermark (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",
  ]

  /// Among the facts about the store.
  private static let sinceName = "jobs_since"

  /// When jobs were first looked after: what was due before and never ran is not made up for.
  func since() throws -> Instant {
    if let known = try store.read({ try $0.meta(Self.sinceName) }).flatMap({ Instant($0) }) {
      return known
    }
    return try store.write(by: Self.actor, for: Self.sinceName) { work in
      try work.setMeta(Self.sinceName, "\(work.now)")
      return work.now
    }
  }

  /// Has everybody's app show these jobs, also before their first run.
  func announce(_ jobs: [Job]) throws {
    let known = try store.read { reader in
      Set(try reader.query("SELECT id FROM source_state").compactMap { String(stored: $0[0]) })
    }
    guard jobs.contains(where: { !known.contains($0.name) }) else { return }
    try store.write(by: Self.actor, for: "sources") { try SourceStates(work: $0).announce(jobs) }
  }

  /// Among the facts about the store.
  private static let organizationName = "salesforce_organization"

  /// The organization of Salesforce whose records are here; nil until one was fetched from.
  func organization() throws -> String? { try store.read { try $0.meta(Self.organizationName) } }

  /// Remembers whose records are here: the first one counts, until all was fetched anew.
  ///
  /// Of another one, what Salesforce was known to hold says nothing.
  private func note(organization: String, isAnew: Bool, _ work: UnitOfWork) throws {
    let known = try work.reader.meta(Self.organizationName)
    guard known != organization, known == nil || isAnew else { return }
    try work.setMeta(Self.organizationName, organization)
    if known != nil { try PushLedger.clear(work) }
  }

  /// Stands among the watermarks until everything has been fetched from Salesforce anew.
  static let salesforceAnew = "all of salesforce anew"

  /// Forgets how far a connector's exports have been imported: its next runs fetch everything.
  ///
  /// Which organization of Salesforce the records are of is known until all was fetched.
  package func forget(_ connector: Connector) throws {
    try store.write(by: Self.actor, for: connector.rawValue) { work in
      try work.execute(
        "DELETE FROM job_watermark WHERE name LIKE $1", [.text("\(connector.rawValue) %")])
      guard connector == .salesforce else { return }
      try PushLedger.compareAnew(work)
      try mark(Self.salesforceAnew, work)
    }
  }

  /// Stands among the watermarks until usage has been computed anew.
  static let usageRebuild = "rebuild of usage"

  /// Lets the next run of usage fetch everything, and compute instances and usage from that alone.
  package func rebuildUsage() throws {
    try store.write(by: Self.actor, for: Self.usageRebuild) { try mark(Self.usageRebuild, $0) }
  }

  private func mark(_ name: String, _ work: UnitOfWork) throws {
    try work.execute(
      "INSERT INTO job_watermark (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
      [.text(name), .text("\(work.now)")])
  }

  /// The newest first.
  ///
  /// - Parameter job: Nil for all.
  package func history(of job: String? = nil, limit: Int) throws -> [JobRun] {
    try store.read { reader in
      let filter = job == nil ? "" : "WHERE job = $2"
      let sql = "SELECT \(Self.columns) FROM job_run \(filter) ORDER BY id DESC LIMIT $1"
      return try reader.query(sql, [.integer(Int64(limit))] + (job.map { [.text($0)] } ?? []))
        .compactMap(Self.run)
    }
  }

  package func latest(of job: String) throws -> JobRun? { try history(of: job, limit: 1).first }

  /// Notes that a run begins, or takes up the one that was left.
  func begin(_ job: Job, spool: String) throws -> JobRun {
    if var left = try latest(of: job.name), left.state == .running {
      // The data folder may have another name by now.
      left.spool = spool
      return left
    }
    return try insert(job.name, .running, reason: nil, spool: spool)
  }

  /// Notes that a job was not run although it was its time.
  @discardableResult
  func skip(_ job: Job, because reason: String) throws -> JobRun {
    try insert(job.name, .skipped, reason: reason, spool: "")
  }

  /// Notes how a run ended; the watermarks move with it or not at all.
  func end(_ run: JobRun, _ outcome: JobOutcome) throws {
    try store.write(by: Self.actor, for: run.job) { work in
      if let organization = outcome.organization {
        let isAnew = outcome.settled.contains(Self.salesforceAnew)
        try note(organization: organization, isAnew: isAnew, work)
      }
      for name in outcome.settled {
        try work.execute("DELETE FROM job_watermark WHERE name = $1", [.text(name)])
      }
      for (name, value) in outcome.watermarks {
        try work.execute(
          """
          INSERT INTO job_watermark (name, value) VALUES ($1, $2)
          ON CONFLICT (name) DO UPDATE SET value = excluded.value
          """, [.text(name), .text(value)])
      }
      try work.execute(
        """
        UPDATE job_run SET state = $2, ended_at = $3, window_from = $4, window_until = $5,
          objects = $6, notes = $7 WHERE id = $1
        """,
        [
          .integer(run.id), .text(outcome.state.rawValue), work.now.stored,
          outcome.from?.stored ?? .null, outcome.until?.stored ?? .null,
          .text(try Self.json(outcome.report.objects)), .text(try Self.json(outcome.notes)),
        ])
      try SourceStates(work: work).note(run.job) { $0.take(outcome, at: work.now) }
    }
  }

  /// Notes that a run came to nothing; its pages stay, and so do the watermarks.
  func fail(_ run: JobRun, because reason: String) throws {
    try store.write(by: Self.actor, for: run.job) { work in
      try work.execute(
        "UPDATE job_run SET state = $2, ended_at = $3, reason = $4 WHERE id = $1",
        [
          .integer(run.id), .text(JobRun.State.failed.rawValue), work.now.stored, .text(reason),
        ])
      try SourceStates(work: work).note(run.job) { row in
        row[SourceState.state] = .failed
        row[SourceState.endedAt] = work.now
        row[SourceState.note] = "it failed: `tamd jobs history \(run.job)` says why"
      }
    }
  }

  /// Nil when nothing of that name was ever imported to its end.
  func watermark(_ name: String) throws -> String? {
    try store.read { reader in
      try reader.query("SELECT value FROM job_watermark WHERE name = $1", [.text(name)]).first
        .flatMap { String(stored: $0[0]) }
    }
  }

  private func insert(
    _ job: String, _ state: JobRun.State, reason: String?, spool: String
  ) throws -> JobRun {
    try store.write(by: Self.actor, for: job) { work in
      let newest = try work.reader.query("SELECT coalesce(max(id), 0) FROM job_run").first
      let run = JobRun(
        id: Int64(newest.flatMap { Int(stored: $0[0]) } ?? 0) + 1, job: job, state: state,
        startedAt: work.now, endedAt: state == .running ? nil : work.now, from: nil, until: nil,
        objects: [], notes: [], reason: reason, spool: spool)
      try work.execute(
        """
        INSERT INTO job_run (\(Self.columns))
        VALUES ($1, $2, $3, $4, $5, NULL, NULL, '[]', '[]', $6, $7)
        """,
        [
          .integer(run.id), .text(job), .text(state.rawValue), run.startedAt.stored,
          run.endedAt?.stored ?? .null, reason.map(Value.text) ?? .null, .text(spool),
        ])
      try SourceStates(work: work).note(job) { $0.take(begun: run) }
      return run
    }
  }

  /// Nil for a line of a version that knows more states.
  private static func run(_ row: [Value]) -> JobRun? {
    guard let id = Int(stored: row[0]), let job = String(stored: row[1]),
      let state = String(stored: row[2]).flatMap(JobRun.State.init),
      let start = Instant(stored: row[3])
    else { return nil }
    return JobRun(
      id: Int64(id), job: job, state: state, startedAt: start, endedAt: Instant(stored: row[4]),
      from: Instant(stored: row[5]), until: Instant(stored: row[6]), objects: decoded(row[7]),
      notes: decoded(row[8]), reason: String(stored: row[9]), spool: String(stored: row[10]) ?? "")
  }

  private static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  private static func decoded<Item: Decodable>(_ value: Value) -> [Item] {
    guard let text = String(stored: value) else { return [] }
    // A report in the form of another version is only missed in a list.
    return (try? JSONDecoder().decode([Item].self, from: Data(text.utf8))) ?? []
  }
}
