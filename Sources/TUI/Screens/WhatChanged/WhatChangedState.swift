import CustomerSuccess
import ReplicaStore
import Terminal

/// What the What changed screen remembers: since when, of whom, and what was found.
struct WhatChangedState: Equatable {
  /// Nil for all customers of the book.
  var account: CustomerName?
  var book: Book = .own
  var period: Period = .lastVisit
  var filter = ""
  /// Whether changes stand by customer, and not by what they are.
  var isByCustomer = false
  /// Nil until it was read.
  private(set) var page: ChangesPage?
  /// The changes that pass the filter, in the order shown.
  private(set) var visible: [ChangeRow] = []
  var cursor = ListCursor<ChangeRow.ID>()

  /// What the digits choose.
  nonisolated enum Period: Int, CaseIterable {
    case lastVisit = 1
    case yesterday
    case week
    case visitBefore
    case visitBeforeThat

    func start(today: Day) -> ChangePeriod {
      switch self {
      case .lastVisit: .visit(0)
      case .visitBefore: .visit(1)
      case .visitBeforeThat: .visit(2)
      case .yesterday: .day(today.adding(days: -1))
      case .week: .day(today.adding(days: -7))
      }
    }

    /// Which visit it begins with; nil for a day.
    var visit: Int? {
      switch self {
      case .lastVisit: 0
      case .visitBefore: 1
      case .visitBeforeThat: 2
      case .yesterday, .week: nil
      }
    }
  }

  init(account: CustomerName? = nil) { self.account = account }

  var reading: ChangesReading {
    ChangesReading(period: period, account: account?.id, book: book)
  }
  var bands: ScoreBands { page?.bands ?? .standard }
  var selectedRow: ChangeRow? { visible.first { $0.id == cursor.selected } }
}

/// What changed since then, of one customer or of a book.
nonisolated struct ChangesReading: Reading {
  let period: WhatChangedState.Period
  let account: Account.ID?
  let book: Book
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> ChangesPage {
    try replica.changes(
      since: period.start(today: today), account: account, book: book, today: today)
  }
}

extension WhatChangedState: @MainActor Screen {
  static let commands = Commands.table(WhatChangedCommand.table, Command.whatChanged)

  var title: SafeText { "What changed" }
  var readings: [Load] { [Load(reading)] }
  var customer: CustomerName? {
    account ?? selectedRow.map { CustomerName(id: $0.account, name: $0.accountName) }
  }
  var filterText: String? { filter }
  var filterAdvice: SafeText { "words of customer, change, author; Enter keeps, Esc clears" }

  func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    guard let id = selectedRow?.id, let table = Schema.table(id.table) else { return nil }
    return ValueInquiry(RowKey(table, id.row), now: surroundings.now)
  }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    guard let page = loaded.answer(to: reading) else { return }
    self.page = page
    refilter()
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    filter = text
    refilter()
  }

  mutating func goBack() -> Bool {
    guard !filter.isEmpty else { return false }
    filter = ""
    refilter()
    return true
  }
}

extension WhatChangedState {
  /// Applies filter and order; the cursor stays on its change as long as it is listed.
  mutating func refilter() {
    let needles = filter.lowercased().split(separator: " ")
    let rows = (page?.rows ?? []).filter { row in
      guard !needles.isEmpty else { return true }
      let words = [row.accountName, row.change.words(bands).text, row.author ?? ""]
        .joined(separator: "\n").lowercased()
      return needles.allSatisfy { words.contains($0) }
    }
    visible =
      isByCustomer
      ? rows.enumerated().sorted {
        ($0.element.accountName, $0.element.account.rawValue, $0.offset)
          < ($1.element.accountName, $1.element.account.rawValue, $1.offset)
      }.map(\.element) : rows
    cursor.settle(in: visible.map(\.id))
  }

  /// Forgets what was read, because something else is wanted; returns what to read.
  mutating func ask() -> [AppEffect] {
    page = nil
    refilter()
    return readings.map(AppEffect.load)
  }
}
