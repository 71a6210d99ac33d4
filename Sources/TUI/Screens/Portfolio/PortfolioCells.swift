import CustomerSuccess
import ReplicaStore
import Terminal

extension PortfolioColumn {
  /// One value, in a canvas of the column's width.
  func draw(_ row: PortfolioRow, on canvas: inout Canvas, surroundings: Surroundings) {
    if let detail, !row.details.known.contains(detail) {
      canvas.write("…", row: 0, role: .muted)
      return
    }
    let today = surroundings.today
    switch self {
    case .customer: canvas.customer(row, glyphs: surroundings.glyphs)
    case .health: canvas.health(row.health, score: row.healthScore, glyphs: surroundings.glyphs)
    case .renewal: canvas.renewal(row, today: today)
    case .lastActivity: canvas.lastActivity(row, surroundings: surroundings)
    case .ctas: canvas.ctas(row)
    case .overdue: canvas.count(row.overdueCTAs, role: .risk)
    case .nextDue: canvas.due(row.details.nextDue, today: today)
    case .arr: canvas.trailing(row.arr.map(Words.short) ?? "", role: .text)
    case .utilization: canvas.utilization(row, glyphs: surroundings.glyphs)
    case .usageMonth: canvas.usageMonth(row, today: today)
    case .tickets: canvas.count(row.openTickets)
    case .unknownInstances: canvas.count(row.unknownInstances, role: .watch)
    case .stages: canvas.trailing(row.stageCount.map { "\($0)" } ?? "", role: .text)
    case .plan: canvas.trailing(row.details.plan.map { Words.percent($0.share) } ?? "", role: .text)
    case .trend: canvas.trend(row.healthChange, glyphs: surroundings.glyphs)
    case .unsent: canvas.unsent(row)
    case .cadence: canvas.cadence(row.cadence(today: today), glyphs: surroundings.glyphs)
    case .firstCall, .firstValue, .onboard:
      canvas.duration(row.milestone(self, today: today), goal: goalDays)
    case .opinion: canvas.past(row.details.opinion, today: today, limit: 90)
    case .review: canvas.past(row.details.review, today: today, limit: 365)
    case .riskUpdate: canvas.past(row.details.riskUpdate, today: today, limit: nil)
    case .planIdle: canvas.past(row.details.planTouched, today: today, limit: 60)
    case .objectives:
      canvas.trailing(row.details.plan.map { "\($0.objectives)" } ?? "", role: .text)
    case .admins: canvas.count(row.details.admins)
    case .useCases:
      let count = UseCase.adoptionCount(row.details.measures, row.bands)
      canvas.trailing(count.map { "\($0) of \(UseCase.allCases.count)" } ?? "NA", role: .text)
    case .prioritization, .lifecycle, .owner, .team, .region, .segment, .quarter, .parent, .status,
      .riskType, .riskReason:
      canvas.write(words(of: row).truncated(to: canvas.columns), row: 0)
    case .roi, .sentiment, .engagement, .support, .licenseHealth, .userEngagement, .scm, .ci,
      .devSecOps, .cd, .personaEngagement, .emergencyTickets:
      let score = measure.flatMap { row.details.measures[$0] }
      canvas.health(
        score.map(row.bands.color), score: score, glyphs: surroundings.glyphs)
    }
  }

  /// What a column of words says.
  private func words(of row: PortfolioRow) -> SafeText {
    switch self {
    case .prioritization: row.prioritization.map(Words.plain) ?? ""
    case .lifecycle: row.lifecycle.map(Words.plain) ?? ""
    case .owner: SafeText(sanitizing: row.ownerName ?? row.ownerID?.rawValue ?? "no TAM")
    case .team: SafeText(sanitizing: row.ownerTeam ?? "")
    case .region: row.region.map(Words.plain) ?? ""
    case .segment: row.segment.map(Words.plain) ?? ""
    case .quarter: row.renewalDate.map { Words.plain(FiscalQuarter(of: $0)) } ?? ""
    case .parent: SafeText(sanitizing: row.details.parentName ?? "")
    case .status: row.isActive ? "Active" : "Inactive"
    case .riskType: .joined(row.details.riskTypes.map(Words.plain), separator: ", ")
    case .riskReason: .joined(row.details.riskReasons.map(Words.plain), separator: ", ")
    default: ""
    }
  }
}

extension Words {
  /// `FY27-Q3`.
  static func plain(_ quarter: FiscalQuarter) -> SafeText {
    SafeText(sanitizing: quarter.description)
  }

  /// Amounts of several currencies side by side, never added up; what does not fit is counted.
  static func sums(_ amounts: [Money], width: Int) -> SafeText {
    let all = SafeText.joined(amounts.map(Words.short), separator: ", ")
    guard all.width > width, let first = amounts.first, amounts.count > 1 else {
      return all.truncated(to: width)
    }
    let short: SafeText = "\(Words.short(first)) +\(amounts.count - 1)"
    return short.truncated(to: width)
  }
}

extension Canvas {
  /// The name, dim when nobody works with the customer, whether the person follows it, and what
  /// became of edits of it.
  fileprivate mutating func customer(_ row: PortfolioRow, glyphs: GlyphSet) {
    let isMarked = row.unsentEdits + row.refusedEdits > 0
    let room = max(columns - (isMarked ? 2 : 0) - (row.isFollowed ? 2 : 0), 0)
    let name = SafeText(sanitizing: row.name, limit: room)
    let end = write(name, row: 0, role: row.isActive ? .text : .muted)
    if row.isFollowed { write(glyphs.followed, row: 0, column: end + 1, role: .accent) }
    guard isMarked else { return }
    let sign: SafeText = row.refusedEdits > 0 ? "!" : "+"
    trailing(sign, role: row.refusedEdits > 0 ? .error : .marked)
  }

  fileprivate mutating func unsent(_ row: PortfolioRow) {
    guard row.refusedEdits == 0 else {
      return trailing(columns >= 12 ? "\(row.refusedEdits) refused" : "!", role: .error)
    }
    count(row.unsentEdits, role: .marked)
  }

  /// A count; nothing for zero, so that what there is stands out.
  fileprivate mutating func count(_ number: Int, role: Role = .text) {
    trailing(number > 0 ? "\(number)" : "", role: role)
  }

  fileprivate mutating func ctas(_ row: PortfolioRow) {
    guard row.openCTAs > 0 else { return }
    guard row.overdueCTAs > 0 else { return trailing("\(row.openCTAs)", role: .text) }
    let long: SafeText = "\(row.openCTAs), \(row.overdueCTAs) late"
    trailing(
      long.width <= columns ? long : "\(row.openCTAs)/\(row.overdueCTAs)!", role: .risk)
  }

  fileprivate mutating func renewal(_ row: PortfolioRow, today: Day) {
    guard let renewal = row.renewalDate else { return }
    let days = today.days(until: renewal)
    date(renewal, Words.days(days), row.isActive && days < 0 ? .risk : days <= 90 ? .watch : .text)
  }

  fileprivate mutating func due(_ day: Day?, today: Day) {
    guard let day else { return }
    let days = today.days(until: day)
    date(day, Words.days(days), days < 0 ? .risk : days <= 7 ? .watch : .text)
  }

  /// The date where there is room for it, and how far it is in any case.
  private mutating func date(_ day: Day, _ distance: SafeText, _ role: Role) {
    let long: SafeText = "\(Words.plain(day)) \(distance.fitted(to: 5, alignment: .trailing))"
    trailing(columns >= long.width ? long : distance, role: role)
  }

  fileprivate mutating func lastActivity(_ row: PortfolioRow, surroundings: Surroundings) {
    let cadence = row.cadence(today: surroundings.today)
    let ago = row.lastActivity.map { Words.days($0.days(until: surroundings.today)) } ?? "never"
    let role = cadence.color.map(Role.of) ?? .muted
    let sign = cadence.color.map(surroundings.glyphs.sign) ?? " "
    let long: SafeText =
      "\(sign) \(row.lastActivity.map(Words.plain) ?? "") \(ago.fitted(to: 5, alignment: .trailing))"
    trailing(columns >= 18 ? long : "\(sign) \(ago)", role: role)
  }

  /// Days that something took; with a plus sign while it goes on.
  fileprivate mutating func duration(
    _ duration: CustomerMilestones.Duration?, goal: Int?
  ) {
    guard let duration else { return }
    let isLate = goal.map { duration.days > $0 } ?? false
    trailing("\(duration.days)d\(duration.isRunning ? "+" : "")", role: isLate ? .watch : .text)
  }

  /// A day in the past; `limit` days later it stands out.
  fileprivate mutating func past(_ day: Day?, today: Day, limit: Int?) {
    guard let day else { return trailing("never", role: .muted) }
    let days = day.days(until: today)
    date(day, Words.days(days), limit.map { days > $0 } ?? false ? .watch : .text)
  }

  fileprivate mutating func cadence(_ cadence: Cadence, glyphs: GlyphSet) {
    guard let color = cadence.color else {
      write("  NA", row: 0, role: .muted)
      return
    }
    let word: SafeText = cadence == .never ? "never" : Words.plain(color)
    write("\(glyphs.sign(color)) \(word)", row: 0, role: .of(color))
  }

  fileprivate mutating func trend(_ change: Double?, glyphs: GlyphSet) {
    guard let change, change.rounded() != 0 else { return }
    let points = Int(abs(change).rounded())
    let isUp = change > 0
    trailing(
      "\(isUp ? glyphs.ascending : glyphs.descending)\(points)", role: isUp ? .good : .risk)
  }

  /// The month that the usage is of, and in days how old the figure is.
  fileprivate mutating func usageMonth(_ row: PortfolioRow, today: Day) {
    guard let month = row.utilizationMonth else { return trailing("NA", role: .unknown) }
    let age = month.adding(months: 1).days(until: today)
    let name = Words.plain(month).prefix(cells: 7)
    let long: SafeText = "\(name) \(Words.days(max(age, 0)).fitted(to: 5, alignment: .trailing))"
    // A month is sent in the first days of the next; two months old is a feed that stands still.
    trailing(columns >= long.width ? long : name, role: age > 60 ? .watch : .text)
  }

  fileprivate mutating func utilization(_ row: PortfolioRow, glyphs: GlyphSet) {
    guard let ratio = row.licenseUtilization else {
      return trailing("NA", role: .unknown, endingBefore: columns >= 18 ? 13 : 0)
    }
    let percent = Words.percent(ratio)
    let trend = row.utilizationTrend.suffix(12)
    guard columns >= 18, !trend.isEmpty else { return trailing(percent, role: .text) }
    let line = Charts.sparkline(
      trend.map { $0.map(Double.init) }, range: 0...100, glyphs: glyphs)
    trailing(percent, role: .text, endingBefore: 13)
    write(line, row: 0, column: columns - line.width, role: .chart)
  }
}
