import CustomerSuccess
import ReplicaStore
import Terminal

/// All of one CTA: its fields, its tasks, what was said, and how the customer is.
nonisolated struct CTAPage: Equatable, Sendable {
  let row: CockpitRow
  let detail: CTADetail
  /// The customer's row; nil when the replica does not hold it.
  let account: Row?
  let userNames: [User.ID: String]
  /// What was logged about it, the newest first.
  var entries: [ActivityRow] = []

  var id: CTA.ID { row.id }

  func task(_ id: CTATask.ID) -> Row? { detail.tasks.first { $0.id == id.rawValue } }

  static func == (left: CTAPage, right: CTAPage) -> Bool {
    left.row == right.row && left.detail == right.detail && left.account == right.account
      && left.userNames == right.userNames && left.entries == right.entries
  }
}

/// A field of the page.
nonisolated enum CTAField: CaseIterable, Hashable, Sendable {
  case customer
  case name
  case type
  case reason
  case status
  case priority
  case due
  case owner
  case snooze
  case important
  case playbook
  case plan
  case criteria
  case outcome
  case source
  case because
}

/// A line of the page that the cursor can stand on.
nonisolated enum CTAPageLine: Hashable, Sendable {
  case field(CTAField)
  case task(CTATask.ID)
  /// A line of the comments, from 0.
  case comment(Int)
  case entry(Activity.ID)
}

extension CTAPage {
  /// The lines with their headings, for a list of that width.
  func lines(columns: Int, keys: KeyNames) -> [ListLine<CTAPageLine>] {
    let cta = row.cta
    var fields: [CTAField] = [
      .customer, .name, .type, .reason, .status, .priority, .due, .owner, .snooze, .important,
      .playbook,
    ]
    if cta.plan != nil { fields += [.plan, .criteria] }
    if cta.type == .objective || row.outcome != nil { fields.append(.outcome) }
    if detail.row[CTA.source] != nil { fields.append(.source) }
    if detail.row[CTA.because] != nil { fields.append(.because) }
    var lines = fields.map { ListLine.item(CTAPageLine.field($0)) }
    let done = detail.tasks.count { $0[CTATask.status]?.isOpen == false }
    let tasks: SafeText = "Tasks \u{b7} \(done) of \(detail.tasks.count) done"
    let noTasks: SafeText = "Tasks \u{b7} none, \(keys["callToAction.addTask"]) adds one"
    lines.append(.heading(detail.tasks.isEmpty ? noTasks : tasks))
    lines += detail.tasks.map { .item(.task(CTATask.ID($0.id))) }
    let comments = comments(columns: columns)
    let noComments: SafeText = "Comments \u{b7} none, \(keys["cta.comment"]) adds one"
    lines.append(.heading(comments.isEmpty ? noComments : "Comments"))
    lines += comments.indices.map { .item(.comment($0)) }
    guard !entries.isEmpty else { return lines }
    return lines + [.heading("Timeline \u{b7} \(entries.count)")]
      + entries.map { .item(.entry($0.id)) }
  }

  /// The comments, wrapped to the lines of a list of that width.
  private func comments(columns: Int) -> [SafeText] {
    guard !row.cta.comments.isEmpty else { return [] }
    return SafeText.lines(sanitizing: row.cta.comments, lineLimit: 500)
      .flatMap { $0.wrapped(to: max(columns - ListMargin.width, 10)) }
  }

  /// Draws as much as there is room for, without a cursor.
  func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    var cursor = ListCursor<CTAPageLine>()
    draw(&cursor, select: { _ in nil }, on: &canvas, surroundings: surroundings)
  }

  func draw(
    _ cursor: inout ListCursor<CTAPageLine>, select: (CTAPageLine) -> Command?,
    on canvas: inout Canvas, surroundings: Surroundings
  ) {
    let comments = comments(columns: canvas.columns)
    let lines = lines(columns: canvas.columns, keys: surroundings.keys)
    cursor.draw(lines, on: &canvas, glyphs: surroundings.glyphs, select: select) { line, canvas in
      switch line {
      case .field(let field):
        canvas.labeled(
          label(of: field), value(of: field, surroundings), row: 0, labelWidth: 10,
          role: role(of: field, surroundings))
      case .task(let id):
        guard let task = task(id) else { return }
        draw(task, on: &canvas, surroundings: surroundings)
      case .comment(let index):
        if comments.indices.contains(index) { canvas.write(comments[index], row: 0) }
      case .entry(let id):
        if let entry = entries.first(where: { $0.id == id }) {
          canvas.entry(entry, glyphs: surroundings.glyphs)
        }
      }
    }
  }

  private func draw(_ task: Row, on canvas: inout Canvas, surroundings: Surroundings) {
    let status = task[CTATask.status] ?? .open
    let glyphs = surroundings.glyphs
    let sign: SafeText =
      switch status {
      case .open: "[ ]"
      case .inProgress: "[\(glyphs.separator)]"
      case .closed: "[\(glyphs.marked)]"
      case .skipped: "[-]"
      }
    let due = task[CTATask.dueDate]
    let isLate = status.isOpen && due.map { $0 < surroundings.today } ?? false
    let owner = task[CTATask.owner].map { name(of: $0, surroundings) } ?? "nobody"
    let when: SafeText = due.map { Words.days(surroundings.today.days(until: $0)) } ?? ""
    let tail: SafeText =
      canvas.columns >= 44 ? "\(owner) \(when.fitted(to: 6, alignment: .trailing))" : when
    canvas.write(sign, row: 0, role: status.isOpen ? .text : .good)
    canvas.write(
      SafeText(
        sanitizing: task[CTATask.name] ?? task.id, limit: max(canvas.columns - tail.width - 5, 0)),
      row: 0, column: 4, role: status.isOpen ? .text : .muted)
    canvas.trailing(tail, role: isLate ? .risk : .muted)
  }

  func name(of user: User.ID, _ surroundings: Surroundings) -> SafeText {
    user == surroundings.me
      ? "me" : SafeText(sanitizing: userNames[user] ?? user.rawValue, limit: 24)
  }
}

/// What a field is called and what stands in it.
extension CTAPage {
  private func label(of field: CTAField) -> SafeText {
    switch field {
    case .customer: "Customer"
    case .name: "Name"
    case .type: "Type"
    case .reason: "Reason"
    case .status: "Status"
    case .priority: "Priority"
    case .due: "Due"
    case .owner: "Owner"
    case .snooze: "Snoozed"
    case .important: "Important"
    case .playbook: "Playbook"
    case .plan: "Plan"
    case .criteria: "Criteria"
    case .outcome: "Outcome"
    case .source: "From"
    case .because: "Because"
    }
  }

  private func value(of field: CTAField, _ surroundings: Surroundings) -> SafeText {
    let cta = row.cta
    func text(_ text: String?) -> SafeText { SafeText(sanitizing: text ?? "") }
    switch field {
    case .customer: return customerText(surroundings)
    case .name: return text(cta.name)
    case .type: return cta.type.map(Words.plain) ?? ""
    case .reason: return text(cta.reason)
    case .status:
      let closed: SafeText =
        cta.closedDate.map { ", \(Words.distance($0, today: surroundings.today))" } ?? ""
      return (cta.status.map(Words.plain) ?? "New") + closed
    case .priority: return cta.priority.map(Words.plain) ?? ""
    case .due: return dueText(surroundings.today)
    case .owner: return cta.owner.map { name(of: $0, surroundings) } ?? "nobody"
    case .snooze: return snoozeText(surroundings.today)
    case .important: return cta.isImportant ? "yes" : "no"
    case .playbook:
      return cta.playbook.map { SafeText(sanitizing: $0) }
        ?? "none, \(surroundings.keys["cta.playbook"]) applies one"
    case .plan: return text(row.planName)
    case .criteria: return text(detail.row[CTA.successCriteria])
    case .outcome: return text(row.outcome)
    case .source: return text(detail.row[CTA.source])
    case .because: return text(detail.row[CTA.because])
    }
  }

  /// The customer's name with what decides how urgent the work is.
  private func customerText(_ surroundings: Surroundings) -> SafeText {
    var parts: [SafeText] = [SafeText(sanitizing: row.cta.accountName, limit: 60)]
    if let health = row.health {
      let score: SafeText = account?[Account.healthScore].map { " \(Int($0.rounded()))" } ?? ""
      parts.append("\(surroundings.glyphs.sign(health)) \(Words.plain(health))\(score)")
    }
    if let renewal = row.renewal {
      parts.append("renews \(Words.distance(renewal, today: surroundings.today))")
    }
    if let account, let units = account[Account.arr],
      let currency = account[Account.currency].flatMap({ Currency(code: $0) })
    {
      parts.append(Words.short(Money(minorUnits: Int64(units), currency: currency)))
    }
    return .joined(parts, separator: " \(surroundings.glyphs.separator) ")
  }

  private func dueText(_ today: Day) -> SafeText {
    guard let due = row.cta.dueDate else { return "no date" }
    let first = row.cta.originalDueDate.flatMap { $0 == due ? nil : $0 }
    let moved: SafeText = first.map { ", at first \(Words.plain($0))" } ?? ""
    return "\(Words.plain(due)), \(Words.distance(due, today: today))\(moved)"
  }

  private func snoozeText(_ today: Day) -> SafeText {
    guard let until = row.cta.snoozedUntil else { return "no" }
    let reason: SafeText = row.cta.snoozeReason.map { ": \(Words.plain($0))" } ?? ""
    guard row.isAsleep(on: today) else {
      guard let event = row.snoozeEvent, row.isEventOver else {
        return "no longer, since \(Words.plain(until))"
      }
      return "woke: \(Words.plain(event))"
    }
    let event: SafeText =
      row.snoozeEvent.map { "until: \(Words.plain($0)), at the latest " } ?? "through "
    return "\(event)\(Words.plain(until))\(reason)"
  }

  private func role(of field: CTAField, _ surroundings: Surroundings) -> Role {
    switch field {
    case .due:
      let isLate = row.cta.isOpen && row.cta.dueDate.map { $0 < surroundings.today } ?? false
      return isLate ? .risk : .text
    case .priority: return row.cta.priority == .high ? .risk : .text
    default: return row.cta.isUnsent ? .marked : .text
    }
  }
}

/// Everything about one CTA.
nonisolated struct CTAPageReading: Reading {
  let id: CTA.ID
  /// Whether it is of whatever is under the cursor, and not of a page that was opened.
  var isGlance = false

  var isQuick: Bool { !isGlance }

  /// Nil when the replica does not hold it any more.
  func answer(from replica: Replica, today: Day) throws -> CTAPage? {
    guard let row = try replica.cockpitRow(id), let detail = try replica.cta(id) else { return nil }
    let owners = Set(
      detail.tasks.compactMap { $0[CTATask.owner] } + [row.cta.owner].compactMap { $0 })
    let names = try owners.compactMap { owner -> (User.ID, String)? in
      try replica.row(User.table, owner.rawValue)?[User.name].map { (owner, $0) }
    }
    return CTAPage(
      row: row, detail: detail,
      account: try replica.row(Account.table, row.cta.account.rawValue),
      userNames: Dictionary(names, uniquingKeysWith: { first, _ in first }),
      entries: try replica.activities(about: id, of: row.cta.account))
  }
}
