import CustomerSuccess
import ReplicaStore
import Terminal

/// How the customer is doing, on one screen.
struct SummarySection: @MainActor CustomerSection {
  static let name = "summary"
  static let title: SafeText = "Summary"
  static let letter: Character = "s"
  static let group = CustomerSectionGroup.overview

  func lines(in frame: SectionFrame) -> [SectionLine] {
    let page = frame.page
    var lines: [SectionLine] = [.heading("Health")] + healthLines(page, glyphs: frame.glyphs)
    lines.append(.heading("Account"))
    lines += facts(page, surroundings: frame.surroundings).map { fact in
      let source = fact.column.map {
        SectionLine.Source(row: page.customer.account, column: $0)
      }
      return .item("\(fact.label)", source) {
        $0.labeled(fact.label, fact.value, row: 0, labelWidth: 18, role: fact.role)
      }
    }
    if let summary = page.customer.account[Account.summary], !summary.isEmpty {
      lines.append(.heading("Summary"))
      lines += SafeText.lines(sanitizing: summary).flatMap { $0.wrapped(to: max(frame.width, 1)) }
        .map { .text($0) }
    }
    return lines
  }

  /// Each line opens the section with what is behind it.
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    guard request.verb == .open, let item = request.item else { return nil }
    let isMeasure = frame.page.measures.contains { $0.id == item }
    guard let section = isMeasure ? ScorecardSection.name : Self.sections[item],
      CustomerSections.type(named: section) != nil
    else { return nil }
    return [.call(.customer360(.section(section)))]
  }

  private static let sections = [
    "overall": ScorecardSection.name, "TAM": AttributesSection.name,
    "Lifecycle": AttributesSection.name, "ARR": AttributesSection.name,
    "Renewal": AttributesSection.name, "Last call": TimelineSection.name,
    "Licenses": AdoptionSection.name, "CTAs": CockpitSection.name, "Tickets": "tickets",
    "Instances": InstancesSection.name, "Sponsors": SponsorsSection.name,
    "Hierarchy": HierarchySection.name,
  ]

  private func healthLines(_ page: CustomerPage, glyphs: GlyphSet) -> [SectionLine] {
    let line = page.line
    let source = SectionLine.Source(
      row: page.customer.account, column: Account.healthScore.column)
    let overall = SectionLine.item("overall", source) { canvas in
      canvas.write("Overall", row: 0, role: .title)
      canvas.health(line.health, score: line.healthScore, glyphs: glyphs, column: 19)
      if let score = line.healthScore {
        let bar = Charts.bar(score / 100, width: 20, glyphs: glyphs)
        canvas.write(bar, row: 0, column: 34, role: line.health.map(Role.of) ?? .chart)
      }
    }
    return [overall]
      + page.measures.map { measure in
        .item(measure.id, .init(row: measure, column: HealthMeasure.score.column)) { canvas in
          let score = measure[HealthMeasure.score]
          let color = score.map(line.bands.color)
          canvas.write(
            measure[HealthMeasure.measure].map(Words.plain) ?? "", row: 0, role: .muted)
          canvas.health(color, score: score, glyphs: glyphs, column: 19)
          if let comment = measure[HealthMeasure.comment],
            let first = comment.split(separator: "\n").first
          {
            let text = SafeText(sanitizing: String(first), limit: max(canvas.columns - 34, 0))
            canvas.write(text, row: 0, column: 34, role: .muted)
          }
        }
      }
  }
}

extension SummarySection {
  private struct Fact {
    var label: SafeText
    var value: SafeText
    var role: Role = .text
    /// The column it mostly is.
    var column: Column?
  }

  private func facts(_ page: CustomerPage, surroundings: Surroundings) -> [Fact] {
    let line = page.line
    let today = surroundings.today
    let cadence = line.cadence(today: today)
    let customer = page.customer
    var facts = [
      Fact(
        label: "TAM", value: person(line.ownerName, missing: "nobody"), column: Account.tam.column),
      Fact(
        label: "Account owner", value: person(customer.userName(Account.accountOwner)),
        column: Account.accountOwner.column),
      Fact(label: "Lifecycle", value: lifecycle(line), column: Account.lifecycleStage.column),
      Fact(label: "ARR", value: arr(line), column: Account.arr.column),
      Fact(
        label: "Renewal", value: renewal(line, today: today),
        role: isOverdue(line, today) ? .risk : .text, column: Account.renewalDate.column),
      Fact(
        label: "Last call", value: lastCall(line, cadence: cadence, today: today),
        role: cadence.color.map(Role.of) ?? .text, column: Account.lastActivityDate.column),
      Fact(
        label: "Licenses", value: licenses(customer, glyphs: surroundings.glyphs),
        column: Account.licenseUtilization.column),
      Fact(
        label: "CTAs", value: "\(line.openCTAs) open, \(line.overdueCTAs) late",
        role: line.overdueCTAs > 0 ? .risk : .text),
      Fact(
        label: "Tickets", value: "\(line.openTickets) open", column: Account.openTickets.column),
      Fact(
        label: "Instances", value: instances(line),
        role: line.unknownInstances > 0 ? .watch : .text),
      Fact(
        label: "Sponsors", value: sponsors(page.counts),
        role: page.counts.lostSponsors > 0 ? .risk : .text),
      Fact(label: "Hierarchy", value: hierarchy(customer), column: Account.parent.column),
      Fact(
        label: "Newest data", value: freshness(page.freshness, surroundings)),
    ]
    if customer.isFollowed {
      facts.append(
        Fact(
          label: "Followed",
          value: "by you; \(surroundings.keys["customer.follow"]) stops following"))
    }
    return facts
  }

  private func person(_ name: String?, missing: SafeText = "not known") -> SafeText {
    name.map { SafeText(sanitizing: $0) } ?? missing
  }

  private func lifecycle(_ line: PortfolioRow) -> SafeText {
    let stage = line.lifecycle.map(Words.plain) ?? "not set"
    let priority = line.prioritization.map { "P\(Words.plain($0))" as SafeText } ?? "no priority"
    let state: SafeText = line.isActive ? "" : ", inactive"
    let sector: SafeText = line.isPublicSector ? ", public sector" : ""
    return "\(stage), \(priority)\(state)\(sector)"
  }

  private func arr(_ line: PortfolioRow) -> SafeText {
    guard let arr = line.arr else { return "not known" }
    return SafeText(
      sanitizing: "\(AttributeText.grouped(arr.decimal)) \(arr.currency.code)")
  }

  private func isOverdue(_ line: PortfolioRow, _ today: Day) -> Bool {
    line.isActive && (line.renewalDate.map { $0 < today } ?? false)
  }

  private func renewal(_ line: PortfolioRow, today: Day) -> SafeText {
    guard let day = line.renewalDate else { return "no date" }
    return "\(Words.plain(day)), \(Words.distance(day, today: today))"
  }

  private func lastCall(_ line: PortfolioRow, cadence: Cadence, today: Day) -> SafeText {
    let state = SafeText(sanitizing: cadence == .notApplicable ? "no cadence" : cadence.rawValue)
    guard let day = line.lastActivity else { return "never called" }
    return "\(Words.plain(day)), \(Words.distance(day, today: today)): cadence \(state)"
  }

  private func licenses(_ customer: CustomerRow, glyphs: GlyphSet) -> SafeText {
    guard let ratio = customer.account[Account.licenseUtilization] else {
      return "NA: a subscription does not report, or its licenses are not known"
    }
    let used = customer.account[Account.billableUsers] ?? 0
    let sold = customer.account[Account.licensedUsers] ?? 0
    let month = customer.account[Account.utilizationMonth].map(Words.plain) ?? "?"
    return "\(Words.percent(ratio)): \(used) of \(sold), month \(month.prefix(cells: 7))"
  }

  private func instances(_ line: PortfolioRow) -> SafeText {
    line.unknownInstances == 0
      ? "all labeled" : "\(line.unknownInstances) still Unknown"
  }

  private func sponsors(_ counts: CustomerCounts) -> SafeText {
    let left: SafeText = counts.lostSponsors == 0 ? "" : ", \(counts.lostSponsors) left"
    return counts.sponsors == 0 ? "nobody is tracked" : "\(counts.sponsors) tracked\(left)"
  }

  private func hierarchy(_ customer: CustomerRow) -> SafeText {
    let children: SafeText =
      customer.childCount == 0 ? "" : Words.count(customer.childCount, "child", "children")
    guard let parent = customer.parentName else {
      return children.isEmpty ? "stands alone" : children
    }
    let name: SafeText = "child of \(SafeText(sanitizing: parent, limit: 40))"
    return children.isEmpty ? name : "\(name), \(children)"
  }

  /// How old the newest of each source is.
  private func freshness(
    _ fresh: CustomerFreshness, _ surroundings: Surroundings
  ) -> SafeText {
    var parts: [SafeText] = []
    if let at = fresh.lastCheckpoint {
      parts.append("synced \(Words.age(at, now: surroundings.now))")
    }
    if let at = fresh.ticketUpdated {
      parts.append("tickets \(Words.age(at, now: surroundings.now))")
    }
    if let at = fresh.lastPing { parts.append("ping \(Words.age(at, now: surroundings.now))") }
    if let month = fresh.usageMonth {
      parts.append("usage of \(Words.plain(month).prefix(cells: 7))")
    }
    if let at = fresh.scoreSet { parts.append("scores \(Words.age(at, now: surroundings.now))") }
    return parts.isEmpty ? "nothing was synced yet" : .joined(parts, separator: ", ")
  }
}
