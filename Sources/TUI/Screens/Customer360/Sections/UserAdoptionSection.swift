import CustomerSuccess
import ReplicaStore
import Terminal

/// How many of the users do what, month over month, of the installation that counts.
struct UserAdoptionSection: @MainActor CustomerSection {
  static let name = "userAdoption"
  static let title: SafeText = "User Adoption Metrics"
  static let letter: Character = "m"
  static let group = CustomerSectionGroup.product

  /// Nil until it was read.
  var usage: UsagePage?
  var configuration = HealthConfiguration.standard
  /// Which installation was chosen; nil for the one that counts.
  var chosen: UsageSeries.ID?

  func readings(of customer: Account.ID) -> [Load] {
    [Load(UsageReading(id: customer)), Load(HealthSettingReading())]
  }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let usage = loaded.answer(to: UsageReading(id: customer)) { self.usage = usage }
    if let setting = loaded.answer(to: HealthSettingReading()) { configuration = setting }
  }

  private var series: UsageRow? {
    usage?.series.first { $0.id == chosen } ?? usage?.series.first
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard usage != nil else { return SectionLine.loading(frame) }
    guard let series else { return SectionLine.note(UsageWords.nothing, in: frame) }
    if let problem = series.problem {
      return SectionLine.note(SafeText(sanitizing: problem), in: frame)
    }
    guard let month = series.lastMonth else {
      return SectionLine.note(UsageWords.silent(series), in: frame)
    }
    let before = series.months.month(month.day.adding(months: -1))
    let shares = UserAdoption.all.map { share in
      line(share, month, before, of: series, in: frame)
    }
    return SectionLine.note(UsageWords.source(series, frame), in: frame)
      + [.heading("Share of billable users or of licenses, last 28 days")] + shares
  }

  private func line(
    _ adoption: UserAdoption, _ month: UsageMonths.Month, _ before: UsageMonths.Month?,
    of series: UsageRow, in frame: SectionFrame
  ) -> SectionLine {
    let licensed = series.subscriptionSeats.map(Int64.init)
    let ratio = adoption.ratio(in: month, licensed: licensed)
    let old = before.flatMap { adoption.ratio(in: $0, licensed: licensed) }
    let base = adoption.base(in: month, licensed: licensed)
    let color = adoption.useCase.flatMap {
      self.color(of: $0, ratio, plan: series.plan, adoption)
    }
    return .item(adoption.label) { canvas in
      let width = min(20, canvas.columns / 2)
      canvas.write(SafeText(sanitizing: adoption.label, limit: width), row: 0, role: .muted)
      if let color {
        canvas.write(frame.glyphs.sign(color), row: 0, column: width + 1, role: .of(color))
      }
      guard let ratio, let base, let users = month[adoption.metric] else {
        canvas.write("NA", row: 0, column: width + 6, role: .unknown)
        return
      }
      let percent = Words.percent(ratio).fitted(to: 5, alignment: .trailing)
      var column = canvas.write(percent, row: 0, column: width + 3)
      column = canvas.write(
        UsageWords.points(ratio, old).fitted(to: 6, alignment: .trailing), row: 0,
        column: column + 1, role: .muted)
      guard canvas.columns - column >= 12 else { return }
      let of: SafeText = adoption.base == .billable ? "billable" : "licenses"
      canvas.write("\(users) of \(base) \(of)", row: 0, column: column + 1)
    }
  }

  /// Nil where the era judges the use case by other numbers.
  private func color(
    of useCase: UseCase, _ ratio: Double?, plan: String?, _ adoption: UserAdoption
  ) -> Sentiment? {
    guard let ratio, let rule = configuration.usage.rule(for: useCase.measure),
      !rule.isUltimateOnly || UseCase.isUltimate(plan)
    else { return nil }
    let base: UsageRule.Base = adoption.base == .billable ? .billable : .licenses
    return rule.rules.first { $0.metric == adoption.metric && $0.base == base }?.color(of: ratio)
  }

  /// Another installation.
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    guard request.verb == .view, let usage else { return nil }
    if case .text(let id) = request.value {
      chosen = UsageSeries.ID(id)
      return []
    }
    let items = usage.series.map { series in
      Menu.Item(
        title: UsageWords.name(series),
        effects: [.call(Self.request(.view, [], value: .text(series.id.rawValue)))])
    }
    guard !items.isEmpty else { return [.say("There is no usage to show.")] }
    return [.show(.menu(Menu(title: "Usage of", items: items)))]
  }
}

/// All usage of one customer.
nonisolated struct UsageReading: Reading {
  let id: Account.ID
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> UsagePage {
    try replica.usagePage(of: id)
  }
}

/// What health is judged by.
nonisolated struct HealthSettingReading: Reading {
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> HealthConfiguration {
    try HealthConfiguration(in: replica)
  }
}

/// What sections about usage say alike.
enum UsageWords {
  static let nothing: SafeText =
    "No usage data has come for this customer: pings are off, or its instances are not matched."

  static func name(_ series: UsageRow) -> SafeText {
    series.name.map { SafeText(sanitizing: $0, limit: 40) }
      ?? series.subscriptionName.map { "subscription \(SafeText(sanitizing: $0, limit: 30))" }
      ?? "without a host"
  }

  static func silent(_ series: UsageRow) -> SafeText {
    "\(name(series)) has sent no numbers: its license is known, its use is not."
  }

  /// Which month the values are of and when the ping arrived.
  static func source(_ series: UsageRow, _ frame: SectionFrame) -> SafeText {
    let month = series.lastMonth.map { "month \(Words.month($0.day))" as SafeText } ?? "no month"
    let ping = series.lastPing.map { ping in
      let day = Words.plain(ping.day(secondsFromGMT: 0))
      return "ping of \(day), \(Words.age(ping, now: frame.now))" as SafeText
    }
    let parts: [SafeText] = [
      name(series), Words.plain(series.type), month, ping ?? "no ping date",
      "28 days up to the ping",
    ]
    return .joined(parts, separator: " \(frame.glyphs.separator) ")
  }

  /// What a share gained on the month before, in points; nothing when that is missing.
  static func points(_ now: Double, _ before: Double?) -> SafeText {
    guard let before else { return "" }
    let points = Int(((now - before) * 100).rounded())
    return points == 0 ? "=" : points > 0 ? "+\(points)pt" : "\(points)pt"
  }
}
