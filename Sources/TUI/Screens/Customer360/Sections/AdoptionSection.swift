import CustomerSuccess
import ReplicaStore
import Terminal

/// How much of what was bought is used: licenses by subscription and account, and stages.
struct AdoptionSection: @MainActor CustomerSection {
  static let name = "adoption"
  static let title: SafeText = "Adoption"
  static let letter: Character = "l"
  static let group = CustomerSectionGroup.product

  static func count(in counts: CustomerCounts) -> Int? { counts.adoptedStages }

  /// Nil until it was read.
  var answer: AdoptionReading.Answer?

  func readings(of customer: Account.ID) -> [Load] { [Load(AdoptionReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let answer = loaded.answer(to: AdoptionReading(id: customer)) { self.answer = answer }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let answer else { return SectionLine.loading(frame) }
    return [.heading("Licenses of the account")] + accountLines(answer, in: frame)
      + [.heading("Subscriptions")] + subscriptionLines(answer.subscriptions, in: frame)
      + [.heading("Stages")] + stageLines(answer.stages, in: frame)
  }

  /// All subscriptions together; one blank leaves the account blank, so the known ones stand below.
  private func accountLines(
    _ answer: AdoptionReading.Answer, in frame: SectionFrame
  ) -> [SectionLine] {
    let account = frame.page.customer.account
    let month = account[Account.utilizationMonth].map { ", month \(Words.month($0))" as SafeText }
    let all = answer.operands
    let known = all.filter(\.isKnown)
    var lines = [
      Self.line(
        "account", "All", LicenseUtilization.account(all), note: month ?? "",
        source: .init(row: account, column: Account.licenseUtilization.column), in: frame)
    ]
    if known.count < all.count {
      lines.append(
        Self.line(
          "known", "Known", LicenseUtilization.known(all),
          note: ", \(known.count) of \(all.count) known", source: nil, in: frame))
      lines += SectionLine.note(
        "A subscription without users or licenses leaves the account NA, never zero.", in: frame)
    }
    let trend = UtilizationTrend(account[Account.utilizationTrend] ?? "")
    guard trend.percents.contains(where: { $0 != nil }) else { return lines }
    let spark = Charts.sparkline(
      trend.percents.map { $0.map(Double.init) }, range: 0...100, glyphs: frame.glyphs)
    return lines + [
      SectionLine { canvas in
        canvas.write("12 months", row: 0, role: .muted)
        canvas.write(spark, row: 0, column: Self.labelWidth + 1, role: .chart)
      }
    ]
  }

  private func subscriptionLines(
    _ subscriptions: [Row], in frame: SectionFrame
  ) -> [SectionLine] {
    guard !subscriptions.isEmpty else {
      return SectionLine.note("No subscription is known for this customer.", in: frame)
    }
    return subscriptions.flatMap { row -> [SectionLine] in
      let plan: SafeText = row[Subscription.plan].map { ", \(SafeText(sanitizing: $0))" } ?? ""
      let end: SafeText = row[Subscription.endDate].map { ", to \(Words.plain($0))" } ?? ""
      let name = SafeText(sanitizing: row[Subscription.name] ?? row.id, limit: Self.labelWidth)
      let operands = LicenseUtilization.Operands(
        billable: row[Subscription.billableUsers], licensed: row[Subscription.quantity])
      let line = Self.line(
        row.id, name, operands, note: "\(plan)\(end)", source: .init(row: row), in: frame)
      guard frame.isOpen(row.id) else { return [line] }
      return [line] + SectionLine.details(of: row.id, Self.times(row), in: frame)
    }
  }

  /// How long it took to get somewhere, in days from the start.
  private static func times(_ row: Row) -> [SafeText] {
    let fields = [
      Subscription.daysToFirst10, Subscription.daysToFirst50, Subscription.daysToFirst80,
      Subscription.daysToFirstSCM, Subscription.daysToFirstCI, Subscription.daysToFirstDSC,
    ]
    return fields.map { field in
      let days: SafeText = row[field].map { "\($0) days" } ?? "not yet"
      return "\(SafeText(sanitizing: field.column.label)): \(days)"
    }
  }

  private static let labelWidth = 14

  /// Name, share with a bar, and the two numbers it is made of.
  private static func line(
    _ item: String, _ name: SafeText, _ operands: LicenseUtilization.Operands, note: SafeText,
    source: SectionLine.Source?, in frame: SectionFrame
  ) -> SectionLine {
    let billable: SafeText = operands.billable.map { "\($0)" } ?? "? users"
    let licensed: SafeText = operands.licensed.map { "\($0)" } ?? "? licenses"
    return .item(item, source) { canvas in
      canvas.write(name.truncated(to: labelWidth), row: 0, role: .muted)
      var column = labelWidth + 1
      if let ratio = operands.ratio {
        let percent = Words.percent(ratio).fitted(to: 5, alignment: .trailing)
        column = canvas.write(percent, row: 0, column: column) + 1
        if canvas.columns >= 50 {
          let bar = Charts.bar(
            ratio, width: canvas.columns >= 70 ? 12 : 6, glyphs: frame.glyphs)
          column = canvas.write(
            bar, row: 0, column: column, role: .chart, ground: .selectionInactive)
          column += 1
        }
      } else {
        column = canvas.write("   NA ", row: 0, column: column, role: .unknown)
      }
      let text: SafeText = "\(billable) of \(licensed)\(note)"
      canvas.write(text.truncated(to: max(canvas.columns - column, 0)), row: 0, column: column)
    }
  }

  private func stageLines(_ stages: [Row], in frame: SectionFrame) -> [SectionLine] {
    guard !stages.isEmpty else {
      return SectionLine.note("Salesforce says nothing of the stages.", in: frame)
    }
    return stages.map { row in
      let isAdopted = row[StageAdoption.isAdopted] == true
      let since = row[StageAdoption.adoptedOn].map { " since \(Words.plain($0))" as SafeText }
      return .item(row.id, .init(row: row)) { canvas in
        let stage = row[StageAdoption.stage].map(Words.plain) ?? "?"
        canvas.write(stage.truncated(to: Self.labelWidth), row: 0, role: .muted)
        canvas.write(
          isAdopted
            ? "\(frame.glyphs.good) adopted\(since ?? "")"
            : "\(frame.glyphs.unknown) not adopted", row: 0, column: Self.labelWidth + 1,
          role: isAdopted ? .good : .unknown)
      }
    }
  }
}

/// The subscriptions and stages of one customer.
nonisolated struct AdoptionReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  struct Answer: Equatable, Sendable {
    /// Rows of ``Subscription``.
    let subscriptions: [Row]
    /// Rows of ``StageAdoption``.
    let stages: [Row]

    var operands: [LicenseUtilization.Operands] {
      subscriptions.map {
        .init(billable: $0[Subscription.billableUsers], licensed: $0[Subscription.quantity])
      }
    }
  }

  func answer(from replica: Replica, today: Day) throws -> Answer {
    Answer(
      subscriptions: try replica.subscriptions(of: id), stages: try replica.stages(of: id))
  }
}
