import CustomerSuccess
import ReplicaStore
import Terminal

/// A metric as a chart over a year, and the others of its use case below it.
struct UsageTrendsSection: @MainActor CustomerSection {
  static let name = "usageTrends"
  static let title: SafeText = "Product Usage Trends"
  static let letter: Character = "u"
  static let group = CustomerSectionGroup.product

  static func count(in counts: CustomerCounts) -> Int? { counts.usageSeries }

  /// Months of the chart: two years show the season, one fits every screen.
  private static let monthCount = 12

  /// Nil until it was read.
  var usage: UsagePage?
  var area = UsageMetric.Area.license
  /// The column drawn; nil for the first of the area.
  var column: String?
  /// Only this host; nil for all.
  var host: UsageSeries.ID?

  func readings(of customer: Account.ID) -> [Load] { [Load(UsageReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let usage = loaded.answer(to: UsageReading(id: customer)) { self.usage = usage }
  }

  private var metrics: [UsageMetric] { UsageMetric.all.filter { $0.area == area } }
  private var metric: UsageMetric {
    metrics.first { $0.column == column } ?? metrics.first ?? .billableUsers
  }
  private var series: [UsageRow] {
    (usage?.series ?? []).filter { (host == nil || $0.id == host) && $0.lastMonth != nil }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard usage != nil else { return SectionLine.loading(frame) }
    guard let first = series.first, let last = series.compactMap({ $0.lastMonth?.day }).max()
    else { return SectionLine.note(UsageWords.nothing, in: frame) }
    let left = series.count - LineChart.lineLimit
    let more =
      left > 0
      ? SectionLine.note(
        "\(left) more hosts are not drawn; \(frame.keys["customer360.view"]) chooses one.",
        in: frame) : []
    return SectionLine.note(UsageWords.source(first, frame), in: frame)
      + [.heading("\(Self.title(of: metric)), \(Self.words(metric.window))")]
      + chart(last, in: frame) + more
      + [.heading("\(SafeText(sanitizing: area.rawValue)), of \(UsageWords.name(first))")]
      + metrics.map { line($0, of: first, last: last, in: frame) }
  }

  /// One line a host; a month without a ping is a gap.
  private func chart(_ last: Day, in frame: SectionFrame) -> [SectionLine] {
    let metric = metric
    let trends = series.prefix(LineChart.lineLimit).map { row in
      (
        row,
        UsageTrend(row.months, of: metric, last: last, count: Self.monthCount)
      )
    }
    let lines = trends.map { row, trend in
      LineChart.Line(
        UsageWords.name(row).truncated(to: 24), trend.values.map { $0.map(Double.init) })
    }
    let steps = trends.first?.1.months.map(Words.month) ?? []
    let chart = LineChart(lines, steps: steps, isFilled: lines.count == 1)
    let rows = min(max(frame.surroundings.bodyRows / 2, LineChart.smallest.rows), 16)
    return SectionLine.block(rows: rows) { canvas in
      canvas.chart(chart, glyphs: frame.glyphs) {
        SafeText(sanitizing: PlainNumber.short(Int64($0)))
      }
    }
  }

  /// Name, newest value, what it gained on the month before, and the year.
  private func line(
    _ metric: UsageMetric, of series: UsageRow, last: Day, in frame: SectionFrame
  ) -> SectionLine {
    let trend = UsageTrend(series.months, of: metric, last: last, count: Self.monthCount)
    let isDrawn = metric == self.metric
    return .item(metric.column) { canvas in
      let width = min(34, canvas.columns * 9 / 20)
      canvas.write(
        Self.title(of: metric).truncated(to: width), row: 0, role: isDrawn ? .accent : .muted)
      guard let latest = trend.latest else {
        canvas.write("no data", row: 0, column: width + 1, role: .unknown)
        return
      }
      let value = SafeText(sanitizing: PlainNumber.short(latest.value))
      var column = canvas.write(
        value.fitted(to: 6, alignment: .trailing), row: 0, column: width + 1)
      let growth: SafeText =
        trend.growth.map { "\($0 > 0 ? "+" : "")\(Words.percent($0))" } ?? ""
      column = canvas.write(
        growth.fitted(to: 7, alignment: .trailing), row: 0, column: column, role: .muted)
      if latest.month != last {
        canvas.write(" of \(Words.month(latest.month))", row: 0, column: column, role: .warning)
        return
      }
      guard canvas.columns - column > Self.monthCount else { return }
      let spark = Charts.sparkline(trend.values.map { $0.map(Double.init) }, glyphs: frame.glyphs)
      canvas.write(spark, row: 0, column: column + 1, role: .chart)
    }
  }

  private static func title(of metric: UsageMetric) -> SafeText {
    SafeText(sanitizing: metric.label)
  }

  private static func words(_ window: UsageMetric.Window) -> SafeText {
    switch window {
    case .last28Days: "in the 28 days up to each month's last ping"
    case .allTime: "ever, as of each month's last ping"
    case .moment: "at each month's last ping"
    }
  }

  /// Enter draws the metric; `v` chooses the use case and the host.
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    switch (request.verb, request.value) {
    case (.open, _):
      column = request.item ?? column
      return []
    case (.view, .text(let text)):
      if let area = UsageMetric.Area(rawValue: text) {
        (self.area, column) = (area, nil)
      } else {
        host = text.isEmpty ? nil : UsageSeries.ID(text)
      }
      return []
    case (.view, _): return [.show(.menu(menu))]
    default: return nil
    }
  }

  private var menu: Menu {
    func item(_ title: SafeText, _ value: String) -> Menu.Item {
      Menu.Item(
        title: title, effects: [.call(Self.request(.view, [], value: .text(value)))])
    }
    let hosts = (usage?.series ?? []).filter { $0.lastMonth != nil }
    return Menu(
      title: "Show",
      items: UsageMetric.Area.allCases.map { item(SafeText(sanitizing: $0.rawValue), $0.rawValue) }
        + [item("every host", "")]
        + hosts.map { item("only \(UsageWords.name($0))", $0.id.rawValue) },
      selected: UsageMetric.Area.allCases.firstIndex(of: area) ?? 0)
  }
}
