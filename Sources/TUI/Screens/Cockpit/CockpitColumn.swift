import CustomerSuccess
import ReplicaStore
import Terminal

/// A column of the Cockpit, in the order of the screen.
enum CockpitColumn: CaseIterable {
  case priority
  case name
  case customer
  case due
  case type
  case tasks
  case nextTask
  case owner
  case status
  case health
  case renewal

  var column: TableColumn {
    switch self {
    case .priority: TableColumn("", minimum: 2, ideal: 2, priority: 90)
    case .name: TableColumn("CTA", minimum: 16, ideal: 34, priority: 100, isFlexible: true)
    case .customer: TableColumn("Customer", minimum: 10, ideal: 24, priority: 80, isFlexible: true)
    case .due: TableColumn("Due", minimum: 7, ideal: 10, priority: 95, alignment: .trailing)
    case .type: TableColumn("Type", minimum: 9, ideal: 10, priority: 70)
    case .tasks: TableColumn("Tasks", minimum: 5, ideal: 5, priority: 60, alignment: .trailing)
    case .owner: TableColumn("Owner", minimum: 8, ideal: 16, priority: 50)
    case .status: TableColumn("Status", minimum: 6, ideal: 10, priority: 45)
    case .nextTask: TableColumn("Next task", minimum: 12, ideal: 26, priority: 40)
    case .health: TableColumn("Health", minimum: 6, ideal: 8, priority: 35)
    case .renewal: TableColumn("Renewal", minimum: 7, ideal: 7, priority: 30, alignment: .trailing)
    }
  }

  /// One value, in a canvas of the column's width.
  func draw(_ row: CockpitRow, on canvas: inout Canvas, surroundings: Surroundings) {
    let cta = row.cta
    let width = canvas.columns
    switch self {
    case .priority:
      canvas.write(cta.isImportant ? "*" : " ", row: 0, role: .marked)
      if cta.priority == .high { canvas.write("!", row: 0, column: 1, role: .risk) }
    case .name: drawName(row, on: &canvas, surroundings: surroundings)
    case .customer: canvas.write(SafeText(sanitizing: cta.accountName, limit: width), row: 0)
    case .due: drawDue(row, on: &canvas, today: surroundings.today)
    case .type:
      canvas.write((cta.type.map(Words.plain) ?? "").truncated(to: width), row: 0, role: .muted)
    case .tasks:
      let done = cta.taskCount - cta.openTaskCount
      canvas.trailing(cta.taskCount > 0 ? "\(done)/\(cta.taskCount)" : "", role: .text)
    case .owner:
      canvas.write(SafeText(sanitizing: cta.ownerName ?? "nobody", limit: width), row: 0)
    case .status:
      let text: SafeText =
        cta.status == .workInProgress ? "Working" : cta.status.map(Words.plain) ?? "New"
      canvas.write(text.truncated(to: width), row: 0, role: .muted)
    case .nextTask: drawNextTask(row, on: &canvas, today: surroundings.today)
    case .health:
      let sign = row.health.map(surroundings.glyphs.sign) ?? surroundings.glyphs.unknown
      let text: SafeText = "\(sign) \(row.health.map(Words.plain) ?? "NA")"
      canvas.write(
        text.truncated(to: width), row: 0, role: row.health.map(Role.of) ?? .unknown)
    case .renewal:
      let days = row.renewal.map { surroundings.today.days(until: $0) }
      canvas.trailing(
        days.map(Words.days) ?? "", role: days.map { $0 <= 90 ? .watch : .text } ?? .text)
    }
  }

  private func drawName(
    _ row: CockpitRow, on canvas: inout Canvas, surroundings: Surroundings
  ) {
    let note: SafeText =
      if row.cta.isUnsent { " unsent" } else if row.isEventOver { " woke" } else { "" }
    let name = SafeText(sanitizing: row.cta.name, limit: max(canvas.columns - note.width, 0))
    let end = canvas.write(name, row: 0, role: row.cta.isOpen ? .text : .muted)
    canvas.write(note, row: 0, column: end, role: .marked)
  }

  private func drawDue(_ row: CockpitRow, on canvas: inout Canvas, today: Day) {
    guard let due = row.cta.dueDate else { return canvas.trailing("none", role: .muted) }
    if row.isAsleep(on: today), let until = row.cta.snoozedUntil {
      return canvas.trailing(
        row.snoozeEvent == nil ? "zz \(Words.days(today.days(until: until)))" : "zz event",
        role: .muted)
    }
    let days = today.days(until: due)
    let isLate = row.cta.isOpen && days < 0
    let late: SafeText = "\(-days)d late"
    let text: SafeText =
      if isLate, late.width <= canvas.columns {
        late
      } else if days == 0 {
        "today"
      } else if canvas.columns >= 10, days > 13 {
        Words.plain(due)
      } else {
        Words.days(days)
      }
    canvas.trailing(text, role: isLate ? .risk : days == 0 ? .watch : .text)
  }

  private func drawNextTask(_ row: CockpitRow, on canvas: inout Canvas, today: Day) {
    guard let task = row.nextTask else { return }
    let due: SafeText = task.due.map { Words.days(today.days(until: $0)) } ?? ""
    let room = max(canvas.columns - due.width - 1, 0)
    canvas.write(SafeText(sanitizing: task.name, limit: room), row: 0)
    canvas.trailing(due, role: task.due.map { $0 < today ? .risk : .muted } ?? .muted)
  }
}
