import CustomerSuccess
import YAMLText

extension Rule {
  /// Reads a file.
  ///
  /// - Parameter id: Its name without the ending.
  /// - Throws: ``RuleFileError``, with the line.
  package init(id: String, reading text: String, file: String) throws(RuleFileError) {
    let value: YAMLValue
    do {
      value = try YAMLValue(reading: text)
    } catch {
      throw RuleFileError(file: file, line: error.line, reason: "no YAML: \(error.reason)")
    }
    let keys = try RuleKeys(
      value, file,
      allowed: [
        "name", "description", "chain", "after", "active", "limit", "failure_mail", "source",
        "actions",
      ])
    let name = try keys.required("name")
    guard let kind = RuleKind(name: name) else {
      let known = RuleKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw keys.mistake("name", "is \"\(name)\": begin it with one of \(known)")
    }
    guard let after = keys["after"].map({ $0.texts }) ?? [] else {
      throw keys.mistake("after", "needs the file names of rules")
    }
    self.init(
      id: id, name: name, description: try keys.required("description"), kind: kind,
      chain: try keys.choice("chain", RuleChain.self), after: after,
      isActive: try keys.flag("active", usually: true), source: try keys.required("source"),
      sourceLine: keys["source"]?.line ?? keys.line, actions: try Self.actions(keys),
      limit: try keys.number("limit", 1...1_000_000), failureMail: try Self.address(keys))
  }

  /// An address is one line of plain characters, whatever else: it goes into a head of a mail.
  private static func address(_ keys: RuleKeys) throws(RuleFileError) -> String? {
    guard let text = try keys.text("failure_mail") else { return nil }
    guard MailAddress.isPlain(text) else {
      throw keys.mistake("failure_mail", "is no address: write one like cs-ops@example.com")
    }
    return text
  }

  private static func actions(_ keys: RuleKeys) throws(RuleFileError) -> [RuleAction] {
    guard case .list(let items)? = keys["actions"]?.content, !items.isEmpty else {
      throw keys.mistake("actions", "needs a list of at least one action")
    }
    var actions: [RuleAction] = []
    for item in items {
      let group = try RuleKeys(
        item, keys.file,
        allowed: ["load", "open_cta", "close_cta", "open_plan", "set_score"])
      guard let fields = item.fields, fields.count == 1, let field = fields.first else {
        throw RuleFileError(
          file: keys.file, line: group.line, reason: "an action has one key: write - before each")
      }
      actions.append(try action(field.key, field.value, keys.file))
    }
    return actions
  }

  private static func action(
    _ key: String, _ value: YAMLValue, _ file: String
  ) throws(RuleFileError) -> RuleAction {
    switch key {
    case "load": .load(try load(value, file))
    case "open_cta": .openCTA(try openCTA(value, file))
    case "close_cta": .closeCTA(try closeCTA(value, file))
    case "open_plan": .openPlan(try openPlan(value, file))
    default: .score(try score(value, file))
    }
  }

  private static func load(_ value: YAMLValue, _ file: String) throws(RuleFileError) -> LoadAction {
    let keys = try RuleKeys(value, file, allowed: ["object", "new_rows", "columns"])
    let name = try keys.required("object")
    guard let table = Schema.table(name) else {
      throw keys.mistake("object", "is \(name), which is no table")
    }
    guard let fields = keys["columns"]?.fields, !fields.isEmpty else {
      throw keys.mistake("columns", "needs lines like `stage_count: stages`")
    }
    var columns: [LoadAction.Loaded] = []
    for field in fields {
      guard let column = table.column(field.key) else {
        throw RuleFileError(
          file: file, line: field.line, reason: "\(name) has no column \(field.key)")
      }
      guard column.origin.owner == .computed else {
        throw RuleFileError(
          file: file, line: field.line,
          reason: """
            \(field.key) belongs to \(column.origin.owner.label): rules write only what is \
            calculated
            """)
      }
      guard let from = field.value.text, !from.isEmpty else {
        throw RuleFileError(
          file: file, line: field.line, reason: "\(field.key) needs the name of a source column")
      }
      columns.append(.init(column: column, from: from))
    }
    return LoadAction(
      table: table, columns: columns, makesRows: try keys.flag("new_rows", usually: false))
  }

  private static func openCTA(
    _ value: YAMLValue, _ file: String
  ) throws(RuleFileError) -> OpenCTAAction {
    let keys = try RuleKeys(
      value, file,
      allowed: [
        "type", "reason", "name", "owner", "due", "priority", "playbook", "because", "again",
      ])
    let due = try keys.required("due")
    guard let dueRule = DueRule(due) else {
      throw keys.mistake(
        "due",
        "is \(due): write `30 days`, `10 working days` or `45 days before renewal_date`")
    }
    return OpenCTAAction(
      type: try keys.required("type", CTAType.self), reason: try keys.required("reason"),
      name: try keys.template("name"), owner: try keys.choice("owner", CTAOwner.self) ?? .tam,
      due: dueRule, priority: try keys.choice("priority", Priority.self) ?? .medium,
      playbook: keys["playbook"] == nil ? nil : try keys.template("playbook"),
      because: try keys.template("because"),
      again: try again(keys))
  }

  private static func again(_ keys: RuleKeys) throws(RuleFileError) -> OpenCTAAction.Again {
    guard let text = try keys.text("again") else { return .atOnce }
    if text == "never" { return .never }
    let words = text.split(separator: " ")
    guard words.count == 3, words[0] == "after", words[2] == "days", let days = Int(words[1]),
      (1...3_650).contains(days)
    else { throw keys.mistake("again", "is \(text): write `after 90 days` or `never`") }
    return .days(days)
  }

  private static func closeCTA(
    _ value: YAMLValue, _ file: String
  ) throws(RuleFileError) -> CloseCTAAction {
    let keys = try RuleKeys(value, file, allowed: ["opened_by", "status", "because"])
    let status = try keys.required("status", CTAStatus.self)
    guard !status.isOpen else { throw keys.mistake("status", "is open: choose one that is closed") }
    return CloseCTAAction(
      openedBy: try keys.required("opened_by"), status: status,
      because: try keys.template("because"))
  }

  private static func openPlan(
    _ value: YAMLValue, _ file: String
  ) throws(RuleFileError) -> OpenPlanAction {
    let keys = try RuleKeys(value, file, allowed: ["type", "name", "due_days"])
    return OpenPlanAction(
      type: try keys.required("type", SuccessPlanType.self), name: try keys.template("name"),
      dueDays: try keys.number("due_days", 1...3_650) ?? 365)
  }

  private static func score(
    _ value: YAMLValue, _ file: String
  ) throws(RuleFileError) -> ScoreAction {
    let keys = try RuleKeys(value, file, allowed: ["measure", "value", "comment"])
    let text = try keys.required("value")
    let score: ScoreAction.Score =
      switch text {
      case "formula": .formula
      case "none": .none
      default: .column(text)
      }
    return ScoreAction(
      measure: try keys.required("measure", Measure.self), value: score,
      comment: keys["comment"] == nil ? nil : try keys.template("comment"))
  }
}

/// What may stand in the head of a mail.
package enum MailAddress {
  /// Letters, digits and the marks of ordinary addresses, with one `@`.
  package static func isPlain(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
      && text.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "@.-_+".contains($0))
      }
  }
}
