import CustomerSuccess
import ReplicaStore
import Terminal

/// A number on a dashboard, with the list behind it.
nonisolated struct DashboardFigure: Equatable, Sendable, Identifiable {
  /// What is drawn beside the number.
  enum Shape: Equatable, Sendable {
    /// Part of the largest of its part of the dashboard.
    case count
    /// Part of so many.
    case share(of: Int)
    /// Part of so many, neither good nor bad.
    case part(of: Int)
    /// Customers by color, those without a score last.
    case colors(red: Int, yellow: Int, green: Int, unknown: Int)
    /// Days in the middle of so many customers; nil for none.
    case middle(days: Int?, goal: Int?, of: Int)
  }

  /// The list and the title: a figure keeps them wherever it stands.
  struct ID: Hashable, Sendable {
    let list: DashboardList
    let title: String
  }

  var id: ID { ID(list: list, title: "\(title)") }
  let title: SafeText
  let shape: Shape
  /// What is counted: the list, but for a share, which counts the others.
  let count: Int
  /// What the customers of the list pay, by currency.
  let arr: [Money]
  /// Whether none is what one works for.
  let isBad: Bool
  let list: DashboardList
  /// The first of the list, for the pane beside.
  let customers: [PortfolioRow]
  let ctas: [CockpitRow]
  var instances: [InstanceRow] = []

  /// Lines that a pane may show.
  static let sampleSize = 60
}

/// The figures of one dashboard about one book, under their headings.
nonisolated struct DashboardPage: Equatable, Sendable {
  struct Part: Equatable, Sendable {
    let title: SafeText
    let figures: [DashboardFigure]
  }

  let parts: [Part]

  var figures: [DashboardFigure] { parts.flatMap(\.figures) }
}

/// Answers the questions of a dashboard; each figure by the filter of its own list, so that the two
/// never differ.
nonisolated struct DashboardCount {
  private var sheet: PortfolioSheet
  private let ctas: [CockpitRow]
  var instances: [InstanceRow] = []
  /// The newest release that anybody runs.
  var newest: ProductRelease?
  private let today: Day
  private let me: User.ID

  init(_ customers: [PortfolioRow], _ ctas: [CockpitRow], today: Day, me: User.ID) {
    sheet = PortfolioSheet(customers, today: today)
    self.ctas = ctas
    self.today = today
    self.me = me
  }

  /// What has to be read of customers to answer them.
  static func details(of dashboard: Dashboard) -> Set<PortfolioDetail> {
    var columns: Set<PortfolioColumn> = []
    for question in dashboard.parts.flatMap(\.questions) {
      switch question {
      case .count(_, .customers(let filter), _): columns.formUnion(PortfolioFilter(filter).columns)
      case .count(_, .ctas, _), .count(_, .instances, _), .ctaGroups, .releases: break
      case .share(_, let filter, let having, _):
        columns.formUnion(PortfolioFilter("\(filter) \(having)").columns)
      case .colors(_, let column, let filter), .middle(_, let column, let filter):
        columns.formUnion(PortfolioFilter(filter).columns.union([column]))
      case .groups(let filter, let column):
        columns.formUnion(PortfolioFilter(filter).columns.union([column]))
      }
    }
    return Set(columns.compactMap(\.detail))
  }

  /// Whether it counts CTAs, and then whether closed ones are among them.
  static func ctas(of dashboard: Dashboard) -> (isNeeded: Bool, withClosed: Bool) {
    let words = dashboard.parts.flatMap(\.questions).compactMap { question in
      switch question {
      case .count(_, .ctas(let words), _): words
      case .ctaGroups(let words, _): words
      default: nil
      }
    }
    let filters = words.map {
      CockpitFilter($0, today: Day(daysSinceEpoch: 0), me: User.ID(""))
    }
    return (!filters.isEmpty, filters.contains(where: \.asksForClosed))
  }

  /// Whether it counts instances.
  static func countsInstances(_ dashboard: Dashboard) -> Bool {
    dashboard.parts.flatMap(\.questions).contains { question in
      switch question {
      case .count(_, .instances, _), .releases: true
      case .count, .share, .colors, .middle, .groups, .ctaGroups: false
      }
    }
  }

  mutating func page(of dashboard: Dashboard) -> DashboardPage {
    DashboardPage(
      parts: dashboard.parts.map { part in
        DashboardPage.Part(title: part.title, figures: part.questions.flatMap { answer($0) })
      })
  }

  private mutating func answer(_ question: DashboardQuestion) -> [DashboardFigure] {
    switch question {
    case .count(let title, .customers(let filter), let tone):
      return [figure(title, .count, filter, isBad: tone == .bad)]
    case .count(let title, .ctas(let words), let tone):
      return [figure(title, words, isBad: tone == .bad)]
    case .count(let title, .instances(let words), let tone):
      return [figure(title, .count, instances: words, isBad: tone == .bad)]
    case .releases(let words): return releases(words)
    case .share(let title, let filter, let having, let lacking):
      let whole = customers(filter).count
      let part = customers("\(filter) \(having)").count
      return [figure(title, .share(of: whole), "\(filter) \(lacking)", counting: part)]
    case .colors(let title, let column, let filter): return [colors(title, column, filter)]
    case .middle(let title, let column, let filter): return [middle(title, column, filter)]
    case .groups(let filter, let column): return groups(filter, column)
    case .ctaGroups(let words, let column): return ctaGroups(words, column)
    }
  }

  private mutating func customers(_ filter: String) -> [PortfolioRow] {
    sheet.shown(by: PortfolioFilter(filter)).rows
  }

  private func ctas(_ words: String) -> [CockpitRow] {
    let filter = CockpitFilter(words, today: today, me: me)
    return ctas.filter { row in
      filter.holds(row) && (row.cta.isOpen || filter.asksForClosed)
        && (filter.asksForSnoozed || !row.isAsleep(on: today))
    }
  }

  private mutating func figure(
    _ title: SafeText, _ shape: DashboardFigure.Shape, _ filter: String, isBad: Bool = false,
    counting count: Int? = nil
  ) -> DashboardFigure {
    let rows = customers(filter)
    return DashboardFigure(
      title: title, shape: shape, count: count ?? rows.count,
      arr: PortfolioSums(rows).arr,
      isBad: isBad, list: .customers(filter),
      customers: Array(rows.prefix(DashboardFigure.sampleSize)), ctas: [])
  }

  private mutating func figure(
    _ title: SafeText, _ words: String, isBad: Bool = false
  ) -> DashboardFigure {
    let rows = ctas(words)
    return DashboardFigure(
      title: title, shape: .count, count: rows.count, arr: [], isBad: isBad,
      list: .ctas(words), customers: [], ctas: Array(rows.prefix(DashboardFigure.sampleSize)))
  }

  private func figure(
    _ title: SafeText, _ shape: DashboardFigure.Shape, instances words: String,
    isBad: Bool = false
  ) -> DashboardFigure {
    let filter = InstancesFilter(words)
    let rows = instances.filter { filter.holds($0, newest: newest) }
    return DashboardFigure(
      title: title, shape: shape, count: rows.count, arr: [], isBad: isBad,
      list: .instances(words), customers: [], ctas: [],
      instances: Array(rows.prefix(DashboardFigure.sampleSize)))
  }

  /// Older ones are counted by how far behind they are.
  private static let releaseLimit = 24

  private func releases(_ words: String) -> [DashboardFigure] {
    let filter = InstancesFilter(words)
    let found = instances.filter { filter.holds($0, newest: newest) }
    let releases = Set(found.compactMap(\.release)).sorted(by: >)
    return releases.prefix(Self.releaseLimit).map { release in
      figure(
        SafeText(sanitizing: release.description), .part(of: found.count),
        instances: "\(words) version:=\(release)")
    }
  }

  private mutating func colors(
    _ title: SafeText, _ column: PortfolioColumn, _ filter: String
  ) -> DashboardFigure {
    let name = column.rawValue
    var counts: [Int] = []
    for color in ["red", "yellow", "green", "none"] {
      counts.append(customers("\(filter) \(name):\(color)").count)
    }
    let shape = DashboardFigure.Shape.colors(
      red: counts[0], yellow: counts[1], green: counts[2], unknown: counts[3])
    return figure(title, shape, "\(filter) \(name):red,yellow")
  }

  private mutating func middle(
    _ title: SafeText, _ column: PortfolioColumn, _ filter: String
  ) -> DashboardFigure {
    let days = customers(filter).compactMap { $0.cell(column, today: today).number }.sorted()
    let middle = days.isEmpty ? nil : Int(days[(days.count - 1) / 2])
    let goal = column.goalDays
    let beyond = goal.map { " \(column.rawValue):>\($0)" } ?? ""
    return figure(
      title, .middle(days: middle, goal: goal, of: days.count), filter + beyond)
  }

  private mutating func groups(
    _ filter: String, _ column: PortfolioColumn
  ) -> [DashboardFigure] {
    let rows = customers(filter)
    let today = today
    guard PortfolioColumn.groupable.contains(column) else {
      // Customers may have several of these at once.
      let words = rows.flatMap { $0.words(in: column, today: today).split(separator: ", ") }
      return Self.byCount(words.map(String.init)).map { figure($0, $0, filter, column) }
    }
    let groups = column.groups(of: rows)
    let isOrdered = [.quarter, .lifecycle, .prioritization].contains(column)
    return (isOrdered ? groups : groups.sorted { $0.rows.count > $1.rows.count }).map { group in
      figure(group.name ?? "", group.rows[0].words(in: column, today: today), filter, column)
    }
  }

  private mutating func figure(
    _ title: String, _ word: String, _ filter: String, _ column: PortfolioColumn
  ) -> DashboardFigure {
    // A word within a longer one is another group.
    let sign = column.kind == .words ? "=" : ""
    let value =
      word.isEmpty ? "none" : "\(sign)\"\(word.lowercased().filter { $0 != "\"" })\""
    return figure(
      title.isEmpty ? "none" : SafeText(sanitizing: title, limit: 40), .count,
      "\(filter) \(column.rawValue):\(value)")
  }

  /// The different words, the most frequent first.
  private static func byCount(_ words: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for word in words { counts[word, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private mutating func ctaGroups(
    _ words: String, _ column: CockpitFilter.Column
  ) -> [DashboardFigure] {
    Self.byCount(ctas(words).map { column.word(of: $0) ?? "" }).map { word in
      let value = word.isEmpty ? "none" : "=\"\(word.lowercased().filter { $0 != "\"" })\""
      let title = word.isEmpty ? "none" : SafeText(sanitizing: word, limit: 40)
      return figure(title, "\(words) \(column.rawValue):\(value)")
    }
  }
}
