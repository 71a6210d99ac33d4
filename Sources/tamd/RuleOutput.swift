import CustomerSuccess
import Rules
import TamService

/// A rule in a list.
struct RuleOutput: OutputLine {
  static let titles = ["rule", "name", "chain", "active", "last", "state", "changed", "reason"]

  let rule: String
  let name: String
  let description: String
  let kind: String
  let chain: String?
  let active: Bool
  let last: PastRunOutput?

  init(_ listing: RuleListing) {
    rule = listing.rule.id
    name = listing.rule.name
    description = listing.rule.description
    kind = listing.rule.kind.rawValue
    chain = listing.rule.chain?.rawValue
    active = listing.rule.isActive
    last = listing.last.map(PastRunOutput.init)
  }

  var cells: [String] {
    [
      rule, name, chain ?? "by hand", active ? "yes" : "no", last?.at.description ?? "",
      last?.state ?? "", last.map { String($0.changed) } ?? "", last?.reason ?? "",
    ]
  }
}

/// A column that rules may read, or a function that they may call.
struct ViewOutput: OutputLine {
  static let titles = ["view", "column", "holds"]

  let view: String
  let column: String
  let about: String

  var cells: [String] { [view, column, about] }

  static let all =
    RuleView.all.flatMap { view in
      view.columns.map { ViewOutput(view: view.name, column: $0.name, about: $0.about) }
    }
    + RuleFunction.all.map {
      ViewOutput(view: "(function)", column: "\($0.name)/\($0.argumentCount)", about: $0.about)
    }
}

/// Something that is wrong with a rule.
struct FindingOutput: OutputLine {
  static let titles = ["finding"]

  let finding: String

  var cells: [String] { [finding] }
}

/// A difference of one record.
struct ChangeOutput: Encodable {
  struct Cell: Encodable {
    let column: String
    let before: String?
    let after: String?
  }

  let kind: String
  let table: String
  let id: String
  let columns: [Cell]

  init(_ change: RecordChange) {
    kind = change.kind.rawValue
    table = change.table.name
    id = change.id
    columns = change.columns.map { cell in
      Cell(
        column: cell.column.name,
        before: cell.before.isNull ? nil : RecordChange.words(cell.before),
        after: cell.after.isNull ? nil : RecordChange.words(cell.after))
    }
  }

  init(_ change: NotedChange) {
    kind = change.kind
    table = change.table
    id = change.id
    columns = change.cells.map { Cell(column: $0.column, before: $0.before, after: $0.after) }
  }

  /// A line for the record, and one for each column.
  var text: String {
    let sign = kind == "new" ? "+" : kind == "removed" ? "-" : "~"
    let cells = columns.map { cell in
      kind == "new"
        ? "      \(cell.column): \(cell.after ?? "(empty)")"
        : "      \(cell.column): \(cell.before ?? "(empty)") -> \(cell.after ?? "(empty)")"
    }
    return (["  \(sign) \(table) \(id)"] + cells).joined(separator: "\n")
  }
}

/// A run that was just made, or tried.
struct RuleRunOutput: OutputLine {
  static let titles = ["rule", "state", "rows", "changed", "there already", "failed", "reason"]

  struct Failure: Encodable {
    let row: String
    let account: String?
    let reason: String
  }

  let rule: String
  let state: String
  let rows: Int
  let changed: Int
  let prevented: Int
  let failed: Int
  let reason: String?
  let changes: [ChangeOutput]
  let follows: [ChangeOutput]
  let failures: [Failure]
  /// Records beyond those that are shown.
  let more: Int

  init(_ outcome: RuleOutcome, limit: Int) {
    rule = outcome.rule
    state = outcome.state.rawValue
    rows = outcome.rowCount
    changed = outcome.recordCount
    prevented = outcome.preventedCount
    failed = outcome.failedRowCount
    reason = outcome.reason
    changes = outcome.changes.prefix(limit).map(ChangeOutput.init)
    follows = outcome.follows.prefix(limit).map(ChangeOutput.init)
    failures = outcome.rows.compactMap { row in
      row.failure.map { Failure(row: row.key, account: row.account?.rawValue, reason: $0) }
    }
    more = max(0, outcome.recordCount - changes.count)
  }

  var cells: [String] {
    [rule, state, "\(rows)", "\(changed)", "\(prevented)", "\(failed)", reason ?? ""]
  }

  func text(isRehearsal: Bool) -> String {
    let verb = isRehearsal ? "would change" : state == "held" ? "not changed" : "changed"
    var lines = [
      "\(rule): \(rows) rows, \(changed) records \(verb), \(prevented) there already, "
        + "\(failed) failed"
    ]
    if let reason { lines.append(reason) }
    lines += changes.map(\.text)
    if more > 0 { lines.append("  and \(more) more") }
    if !follows.isEmpty { lines.append("what follows from that:") }
    lines += follows.map(\.text)
    lines += failures.map { "failed: \($0.row): \($0.reason)" }
    return lines.joined(separator: "\n")
  }
}

/// A run of the past.
struct PastRunOutput: OutputLine {
  static let titles = [
    "run", "rule", "at", "by", "state", "rows", "changed", "there already", "failed", "reason",
  ]

  let id: String
  let rule: String
  let at: Instant
  let trigger: String
  let state: String
  let rows: Int
  let changed: Int
  let prevented: Int
  let failed: Int
  let reason: String?

  init(_ run: RuleRun) {
    id = String(run.id)
    rule = run.rule
    at = run.at
    trigger = run.trigger.rawValue
    state = run.state.rawValue
    rows = run.rowCount
    changed = run.changedRowCount
    prevented = run.preventedCount
    failed = run.failedRowCount
    reason = run.reason
  }

  var cells: [String] {
    [
      id, rule, "\(at)", trigger, state, "\(rows)", "\(changed)", "\(prevented)", "\(failed)",
      reason ?? "",
    ]
  }
}

/// A row of a run of the past.
struct PastRowOutput: OutputLine {
  static let titles = ["at", "rule", "row", "account", "record", "change", "failure"]

  let at: Instant
  let rule: String
  let row: String
  let account: String?
  let source: [String: String]
  let changes: [ChangeOutput]
  let failure: String?
  private let sourceLines: [String]
  private let isHeld: Bool

  init(_ row: RuleRunRow) {
    isHeld = row.run.state == .held
    at = row.run.at
    rule = row.run.rule
    self.row = row.key
    account = row.account?.rawValue
    source = Dictionary(
      row.source.map { ($0.column, $0.after) }, uniquingKeysWith: { first, _ in first })
    sourceLines = row.source.map { "\($0.column) \($0.after)" }
    changes = row.changes.map(ChangeOutput.init)
    failure = row.failure
  }

  private enum CodingKeys: String, CodingKey {
    case at, rule, row, account, source, changes, failure
  }

  var cells: [String] {
    let records = changes.map { "\($0.table) \($0.id)" }.joined(separator: "; ")
    let columns = changes.flatMap(\.columns).map { "\($0.column)=\($0.after ?? "")" }
    return [
      "\(at)", rule, row, account ?? "", records, columns.joined(separator: "; "), failure ?? "",
    ]
  }

  var text: String {
    ([
      "\(at) \(rule): \(isHeld ? "held back, " : "")because of "
        + sourceLines.joined(separator: ", ")
    ] + changes.map(\.text)
      + (failure.map { ["  failed: \($0)"] } ?? [])).joined(separator: "\n")
  }
}

/// Why something is as it is.
struct ExplanationOutput {
  let rows: [PastRowOutput]
  private let head: String

  init(_ explanation: RuleExplanation) {
    rows = explanation.rows.map(PastRowOutput.init)
    let subject =
      explanation.cta.map { cta in
        """
        CTA "\(cta[CTA.name] ?? cta.id)" of \(explanation.accountName), from \
        \(cta[CTA.source] ?? "a person")\(cta[CTA.because].map { ": \($0)" } ?? "")
        """
      } ?? explanation.accountName
    head = rows.isEmpty ? "\(subject)\nno rule has changed it" : subject
  }

  var text: String { ([head] + rows.map(\.text)).joined(separator: "\n") }
}
