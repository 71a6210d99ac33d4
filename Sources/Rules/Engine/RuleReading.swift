import CustomerSuccess
import YAMLText

extension Rule {
  /// Bytes of a name, as in the places that show it.
  private static let nameLimit = 200
  /// Bytes of a description or a source: more is no text that a person wrote.
  private static let longLimit = 20_000
  private static let actionLimit = 20
  private static let dayLimit = 3_650

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - id: Its name without the ending.
  ///   - file: As the person knows it, for the words of a problem.
  package init(id: String, reading text: String, file: String) throws(TextProblem) {
    let fields = try FileFields(
      reading: text, of: file,
      known: [
        "name", "description", "chain", "after", "active", "limit", "failure_mail", "source",
        "actions",
      ])
    let name = try fields.requiredText("name", limit: Self.nameLimit)
    guard let kind = RuleKind(name: name) else {
      let known = RuleKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw fields.problem(
        "name",
        .unexpected(key: "name", found: "\"\(name)\"", expected: "a name after one of \(known)"))
    }
    self.init(
      id: id, name: name,
      description: try fields.requiredText("description", limit: Self.longLimit), kind: kind,
      chain: try fields.choice("chain", of: RuleChain.self),
      after: try fields.value("after", expected: "the file names of rules") { $0.texts } ?? [],
      isActive: try fields.flag("active") ?? true,
      source: try fields.requiredText("source", limit: Self.longLimit),
      sourceLine: fields["source"]?.line ?? fields.line, actions: try Self.actions(fields),
      limit: try fields.number("limit", in: 1...1_000_000),
      failureMail: try fields.address("failure_mail"))
  }

  private static func actions(_ fields: FileFields) throws(TextProblem) -> [RuleAction] {
    let items = try fields.groups("actions", limit: actionLimit)
    guard !items.isEmpty else {
      throw fields.problem(
        "actions", .missing(key: "actions", expected: "a list of at least one action"))
    }
    return try items.map { item throws(TextProblem) in
      let group = try FileFields(
        item, of: fields.file, in: "an action",
        known: ["load", "open_cta", "close_cta", "open_plan", "set_score"])
      guard let own = item.fields, own.count == 1, let action = own.first else {
        throw TextProblem(
          file: group.file, line: group.line,
          .flaw("an action has one key: write - before each"))
      }
      return try Self.action(action.key, action.value, fields.file)
    }
  }

  private static func action(
    _ key: String, _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> RuleAction {
    switch key {
    case "load": .load(try load(value, file))
    case "open_cta": .openCTA(try openCTA(value, file))
    case "close_cta": .closeCTA(try closeCTA(value, file))
    case "open_plan": .openPlan(try openPlan(value, file))
    default: .score(try score(value, file))
    }
  }

  private static func load(_ value: YAMLValue, _ file: String) throws(TextProblem) -> LoadAction {
    let fields = try FileFields(
      value, of: file, in: "load", known: ["object", "new_rows", "columns"])
    let table = try fields.required("object", expected: "the name of a table") {
      $0.text.flatMap { Schema.table($0) }
    }
    let pairs = try fields.required("columns", expected: "lines like `stage_count: stages`") {
      value -> [YAMLValue.Field]? in
      value.fields.flatMap { $0.isEmpty ? nil : $0 }
    }
    return LoadAction(
      table: table,
      columns: try pairs.map { pair throws(TextProblem) in try loaded(pair, table, file) },
      makesRows: try fields.flag("new_rows") ?? false)
  }

  private static func loaded(
    _ pair: YAMLValue.Field, _ table: Table, _ file: String
  ) throws(TextProblem) -> LoadAction.Loaded {
    func flaw(_ words: String) -> TextProblem {
      TextProblem(file: file, line: pair.line, .flaw(words))
    }
    guard let column = table.column(pair.key) else {
      throw flaw("\(table.name) has no column \(pair.key): write one that it has")
    }
    guard column.origin.owner == .computed else {
      let owner = column.origin.owner.label
      throw flaw("\(pair.key) belongs to \(owner): rules write only what is calculated")
    }
    guard let from = pair.value.text, !from.isEmpty else {
      throw flaw("\(pair.key) needs the name of a source column: write it after the colon")
    }
    return LoadAction.Loaded(column: column, from: from)
  }

  private static func openCTA(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> OpenCTAAction {
    let fields = try FileFields(
      value, of: file, in: "open_cta",
      known: [
        "type", "reason", "name", "owner", "due", "priority", "playbook", "because", "again",
      ])
    let due = try fields.required(
      "due", expected: "`30 days`, `10 working days` or `45 days before renewal_date`"
    ) { $0.text.flatMap { DueRule($0) } }
    return OpenCTAAction(
      type: try fields.requiredChoice("type", of: CTAType.self),
      reason: try fields.requiredText("reason"), name: try template("name", fields),
      owner: try fields.choice("owner", of: CTAOwner.self) ?? .tam, due: due,
      priority: try fields.choice("priority", of: Priority.self) ?? .medium,
      playbook: fields["playbook"] == nil ? nil : try template("playbook", fields),
      because: try template("because", fields),
      again: try fields.value("again", expected: "`after 90 days` or `never`", again) ?? .atOnce)
  }

  private static func again(_ value: YAMLValue) -> OpenCTAAction.Again? {
    if value.text == "never" { return .never }
    let words = (value.text ?? "").split(separator: " ")
    guard words.count == 3, words[0] == "after", words[2] == "days", let days = Int(words[1]),
      (1...dayLimit).contains(days)
    else { return nil }
    return .days(days)
  }

  private static func closeCTA(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> CloseCTAAction {
    let fields = try FileFields(
      value, of: file, in: "close_cta", known: ["opened_by", "status", "because"])
    let closed = CTAStatus.allCases.filter { !$0.isOpen }
    let names = closed.map(\.rawValue).joined(separator: ", ")
    return CloseCTAAction(
      openedBy: try fields.requiredText("opened_by"),
      status: try fields.required("status", expected: "one of \(names)") { value in
        closed.first { $0.rawValue == value.text }
      }, because: try template("because", fields))
  }

  private static func openPlan(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> OpenPlanAction {
    let fields = try FileFields(
      value, of: file, in: "open_plan", known: ["type", "name", "due_days"])
    return OpenPlanAction(
      type: try fields.requiredChoice("type", of: SuccessPlanType.self),
      name: try template("name", fields),
      dueDays: try fields.number("due_days", in: 1...dayLimit) ?? 365)
  }

  private static func score(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> ScoreAction {
    let fields = try FileFields(
      value, of: file, in: "set_score", known: ["measure", "value", "comment"])
    let text = try fields.requiredText("value")
    let score: ScoreAction.Score =
      switch text {
      case "formula": .formula
      case "none": .none
      default: .column(text)
      }
    return ScoreAction(
      measure: try fields.requiredChoice("measure", of: Measure.self), value: score,
      comment: fields["comment"] == nil ? nil : try template("comment", fields))
  }

  private static func template(
    _ key: String, _ fields: FileFields
  ) throws(TextProblem) -> Template {
    let text = try fields.requiredText(key)
    do {
      return try Template(text)
    } catch {
      throw fields.problem(
        key, .flaw("\(key) has a brace that is not one of a pair around a column: write {name}"))
    }
  }
}
