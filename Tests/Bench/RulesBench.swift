import CustomerSuccess
import Foundation

/// What a night of rules costs: all chains over companies of several sizes, by the jobs that run them
/// in the service, each a process of its own.
///
/// A make-believe company is imported, its rules are run until nothing is left to do, and then it is
/// copied inside the store until there are as many customers as wanted: each has some ten rows of
/// usage, two CTAs and more, ten entries, and tickets.
struct RulesBench {
  let tamd: String
  let folder: WorkFolder
  /// Customers.
  let sizes: [Int]

  static let sizes = [1_000, 10_000, 100_000]
  /// For a hundred thousand customers on two processors.
  private static let goalSeconds = 60.0
  private static let goalMegabytes = 500.0
  private static let seedCustomers = 1_000
  private static let chains = [
    "rules-admin-daily", "rules-stage-adoption", "rules-mondays", "rules-scorecards",
    "rules-ctas", "rules-timeline",
  ]
  /// Every run has the same clock, so that only what is measured makes a difference.
  private static let tonight = "2026-11-26T11:00:00Z"
  private static let tomorrow = "2026-11-27T11:00:00Z"

  /// One run of all chains.
  private struct Night {
    var seconds = 0.0
    var peakMegabytes = 0.0
    var longest = (chain: "", seconds: 0.0)
  }

  func run(_ report: Report) throws {
    report.write("\nA night of rules, all six chains")
    let seed = try settledSeed(report)
    var quiet: [(size: Int, cost: Double)] = []
    for size in sizes {
      report.progress("\(size) customers")
      let data = try copy(of: seed, customers: size)
      let floor = try Child.run("/usr/bin/sqlite3", [store(data)], input: Self.readAll)
      let first = try night(data, at: Self.tonight)
      let second = try night(data, at: Self.tonight)
      let next = try night(data, at: Self.tomorrow)
      _ = try Child.run("/usr/bin/sqlite3", [store(data)], input: Self.forgetScores)
      let anew = try night(data, at: Self.tomorrow)
      report.write("  \(size) customers, \(try counts(data))")
      tell("nothing to do", second, size, report)
      tell("a day later", next, size, report)
      tell("the first run over the copies", first, size, report)
      tell("everybody scored for the first time", anew, size, report)
      report.write(
        "      floor: sqlite3 reads the same rows in \(Figure.seconds(floor.seconds))")
      quiet.append((size, next.seconds / Double(size)))
    }
    guard let small = quiet.first, let large = quiet.last, small.size < large.size else { return }
    report.write(
      """
        A customer costs \(Figure.times(large.cost / small.cost)) as much among \(large.size) as \
      among \(small.size); at 100000 the goals are \(Figure.seconds(Self.goalSeconds)) and \
      \(Figure.megabytes(Self.goalMegabytes))
      """)
  }

  private func tell(_ name: String, _ night: Night, _ size: Int, _ report: Report) {
    report.write(
      """
            \(name): \(Figure.seconds(night.seconds)), \
      \(Figure.perSecond(size, night.seconds, of: "customers")), \
      \(Figure.seconds(night.seconds / Double(size))) each, \
      \(Figure.megabytes(night.peakMegabytes)) (longest: \(night.longest.chain), \
      \(Figure.seconds(night.longest.seconds)))
      """)
  }

  private func night(_ data: String, at instant: String) throws -> Night {
    var night = Night()
    for chain in Self.chains {
      let run = try Child.run(
        tamd, ["jobs", "run", chain, "--data", data], environment: ["TAM_NOW": instant])
      night.seconds += run.seconds
      night.peakMegabytes = max(night.peakMegabytes, run.peakMegabytes)
      if run.seconds > night.longest.seconds { night.longest = (chain, run.seconds) }
    }
    return night
  }

  private func store(_ data: String) -> String { "\(data)/store.sqlite" }
}

// MARK: The company

extension RulesBench {
  /// A company whose rules have nothing left to do.
  private func settledSeed(_ report: Report) throws -> String {
    report.progress("making up the company")
    let data = folder.path("rules-seed")
    let customers = min(Self.seedCustomers, sizes.min() ?? Self.seedCustomers)
    let now = ["TAM_NOW": Self.tonight]
    _ = try Child.run(
      tamd,
      [
        "sandbox", "--data", data, "--seed", "1", "--tams", "10", "--accounts", "\(customers)",
        "--activities", "\(customers * 10)", "--ctas", "\(customers * 2)", "--usage-months", "2",
        "--no-rules",
      ], environment: now)
    let list = try Child.run(tamd, ["rules", "list", "--csv", "--data", data], environment: now)
    let rules = list.output.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: ",").first.map(String.init)
    }
    for _ in 0..<2 {
      for rule in rules {
        _ = try Child.run(tamd, ["rules", "run", rule, "--yes", "--data", data], environment: now)
      }
      for chain in Self.chains {
        _ = try Child.run(tamd, ["jobs", "run", chain, "--data", data], environment: now)
      }
    }
    return data
  }

  /// The same company so many times that there are at least that many customers.
  private func copy(of seed: String, customers: Int) throws -> String {
    let data = folder.path("rules-\(customers)")
    try FileManager.default.copyItem(atPath: seed, toPath: data)
    let count = try Child.run(
      "/usr/bin/sqlite3", [store(data)], input: "SELECT count(*) FROM account;\n")
    let there = Int(count.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    guard there > 0 else { throw BenchFailure("the make-believe company has no customers") }
    let copies = (customers + there - 1) / there - 1
    if copies > 0 {
      _ = try Child.run("/usr/bin/sqlite3", [store(data)], input: Self.multiply(copies))
    }
    return data
  }

  private func counts(_ data: String) throws -> String {
    let sql = """
      SELECT (SELECT sum(1 + substr(last_month, 6, 2) - substr(first_month, 6, 2)
        + 12 * (substr(last_month, 1, 4) - substr(first_month, 1, 4)))
        FROM usage_series) || ' rows of usage, ' ||
        (SELECT count(*) FROM cta) || ' CTAs, ' || (SELECT count(*) FROM activity) ||
        ' entries, ' || (SELECT count(*) FROM ticket) || ' tickets, ' ||
        (SELECT count(*) FROM health_measure) || ' measures';

      """
    return try Child.run("/usr/bin/sqlite3", [store(data)], input: sql).output
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What no person set is as if it had never been judged.
  private static let forgetScores = """
    DELETE FROM health_measure WHERE set_by IS NULL;
    DELETE FROM health_history;

    """

  /// Reads what the rules read, and drops it.
  private static let readAll =
    ".output /dev/null\n"
    + [
      "account", "success_plan", "cta", "cta_task", "ticket", "health_measure", "usage_series",
      "instance", "subscription", "activity",
    ].map { "SELECT * FROM \"\($0)\";\n" }.joined()

  /// Copies all rows of customers under other ids, and what the store keeps of their scopes.
  private static func multiply(_ copies: Int) -> String {
    let tables = Schema.tables.filter(\.isOfCustomer).map { copy($0) }
    return """
      PRAGMA synchronous = OFF;
      PRAGMA cache_size = -400000;
      CREATE TEMP TABLE copies AS
        WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < \(copies))
        SELECT 'x' || x AS suffix FROM n;
      BEGIN;
      \(tables.joined(separator: "\n"))
      INSERT INTO scope_head SELECT scope || suffix, pos, cnt, sum FROM copies, scope_head
        WHERE scope LIKE 'acct:%' OR scope LIKE 'bulk:%';
      INSERT INTO change_idx SELECT scope || suffix, tb,
        CASE WHEN tb IN ('health_measure', 'health_history')
          THEN substr(scope, 6) || suffix || substr(id, length(scope) - 4)
          ELSE id || suffix END, pos, op
        FROM copies, change_idx WHERE scope LIKE 'acct:%' OR scope LIKE 'bulk:%';
      INSERT INTO book SELECT user_id, scope || suffix, added, removed, reasons, hash
        FROM copies, book WHERE scope LIKE 'acct:%' OR scope LIKE 'bulk:%';
      COMMIT;

      """
  }

  private static func copy(_ table: Table) -> String {
    let names = table.columns.map(\.name)
    let list = (["id", "_p", "aside"] + names).map { "\"\($0)\"" }.joined(separator: ", ")
    let ownID =
      [HealthMeasure.tableName, HealthHistory.tableName].contains(table.name)
      ? "account_id || suffix || substr(id, length(account_id) + 1)" : "id || suffix"
    let values = table.columns.map { column in
      if case .reference(let other) = column.type, Schema.table(other)?.isOfCustomer == true {
        return "\"\(column.name)\" || suffix"
      }
      return "\"\(column.name)\""
    }
    return """
      INSERT INTO "\(table.name)" (\(list))
        SELECT \(([ownID, "_p", "aside"] + values).joined(separator: ", "))
        FROM copies, "\(table.name)";
      """
  }
}

extension Table {
  fileprivate var isOfCustomer: Bool {
    switch scope {
    case .account, .ofAccount: true
    case .ofUser, .organization, .operations: false
    }
  }
}
