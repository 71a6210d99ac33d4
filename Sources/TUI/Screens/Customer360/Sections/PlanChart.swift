import CustomerSuccess
import ReplicaStore
import Terminal

/// Success plans as bars over the months: one cell is some days, one line is one thing to reach.
struct PlanChart {
  /// Cells for the names at the left.
  let nameWidth: Int
  /// The first day shown, the first of a month.
  private let first: Day
  /// The day after the last one shown.
  private let end: Day
  private let columns: Int
  private let today: Day

  /// Longer ago is cut off, so that the present keeps its room.
  private static let monthsBack = 18
  private static let monthsAhead = 24

  init(_ items: [PlanItem], today: Day, width: Int) {
    nameWidth = min(max(width * 2 / 5, 12), 40)
    columns = max(width - nameWidth, 1)
    self.today = today
    // What is over and closed must not press the present into a few cells.
    let current = items.filter { !$0.isPlan || !$0.isDone }
    let spans = current.compactMap { $0.span(today) }
    let earliest = min(spans.map(\.start).min() ?? today, today)
    let latest = max(spans.map(\.end).max() ?? today, today)
    let bound = today.adding(months: -Self.monthsBack)
    first = max(earliest, bound).firstOfMonth
    end = min(latest, today.adding(months: Self.monthsAhead)).firstOfMonth.adding(months: 1)
  }

  /// The cell of a day; outside of 0 ..< columns when it is not shown.
  private func column(of day: Day) -> Int {
    let offset = first.days(until: day) * columns
    let days = first.days(until: end)
    return offset >= 0 ? offset / days : (offset - days + 1) / days
  }

  /// The months, and where today is among them.
  func axis(_ glyphs: GlyphSet) -> [SectionLine] {
    [
      SectionLine(isPassive: true) { canvas in
        for (column, month) in months {
          canvas.write(Words.month(month), row: 0, column: nameWidth + column, role: .muted)
        }
      },
      SectionLine(isPassive: true) { canvas in
        for column in 0..<columns {
          canvas.write(glyphs.horizontal, row: 0, column: nameWidth + column, role: .border)
        }
        let place = column(of: today)
        canvas.write(glyphs.descending, row: 0, column: nameWidth + place, role: .accent)
        let label: SafeText = "today"
        let before = place - label.width - 1
        canvas.write(
          label, row: 0, column: nameWidth + (before >= 0 ? before : place + 2), role: .accent)
      },
    ]
  }

  /// As many months as have room for their names.
  private var months: [(column: Int, month: Day)] {
    let labelWidth = 8
    let count = first.wholeMonths(until: end)
    let step = [1, 2, 3, 6, 12].first { count / $0 * labelWidth <= columns } ?? 12
    return stride(from: 0, to: count, by: step).map {
      index -> (column: Int, month: Day) in
      let month = first.adding(months: index)
      return (column(of: month), month)
    }.filter { $0.column + labelWidth - 1 <= columns }
  }

  /// The bar: what is done is full, the rest a line; what is late goes on in dots up to today.
  func draw(_ item: PlanItem, on canvas: inout Canvas, _ glyphs: GlyphSet) {
    let now = column(of: today)
    guard let span = item.span(today) else {
      canvas.write(glyphs.vertical, row: 0, column: now, role: .accent)
      let words: SafeText = "no dates"
      canvas.write(words, row: 0, column: now >= words.width + 1 ? 0 : now + 2, role: .muted)
      return
    }
    let isLate = item.isLate(today)
    let role: Role = isLate ? .risk : item.isDone ? .muted : .chart
    let (start, last) = (column(of: span.start), min(column(of: span.end), columns - 1))
    if isLate, last < now {
      let dots = glyphs.separator.repeated(now - last)
      canvas.write(dots, row: 0, column: last + 1, role: .risk)
    }
    if item.isTask {
      canvas.write(glyphs.vertical, row: 0, column: now, role: .accent)
      canvas.write(glyphs.bullet, row: 0, column: last, role: role)
      return
    }
    let length = last - start + 1
    let full = Int((Double(length) * item.share).rounded())
    for place in max(start, 0)..<max(last + 1, max(start, 0)) {
      let sign = place - start < full ? glyphs.fills[glyphs.fills.count - 1] : glyphs.horizontal
      canvas.write(sign, row: 0, column: place, role: role)
    }
    // A bar of one cell says more than the line through it.
    if length > 1 || last != now {
      canvas.write(glyphs.vertical, row: 0, column: now, role: .accent)
    }
    if start < 0 { canvas.write(glyphs.ellipsis, row: 0, column: 0, role: role) }
  }
}

extension PlanItem {
  /// From when to when it goes; up to today when it has no due date, nil when it has no date at all.
  func span(_ today: Day) -> (start: Day, end: Day)? {
    let start: Day? =
      switch self {
      case .plan(let plan):
        plan.plan[SuccessPlan.activeDate] ?? plan.plan[SuccessPlan.createdAt].map(\.dayInUTC)
      case .objective(let objective, _):
        objective.cta[CTA.startDate] ?? objective.cta[CTA.createdAt].map(\.dayInUTC)
      case .task: due
      }
    let end: Day? =
      switch self {
      case .objective(let objective, _): objective.cta[CTA.closedDate] ?? due
      case .plan, .task: due
      }
    guard let any = start ?? end else { return nil }
    let first = start ?? any
    return (first, max(end ?? max(today, first), first))
  }
}

extension Instant {
  fileprivate var dayInUTC: Day { day(secondsFromGMT: 0) }
}
