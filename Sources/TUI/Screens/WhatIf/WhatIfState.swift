import CustomerSuccess
import ReplicaStore
import Terminal

/// What If: other weights, limits or another owner, and the book as it would be; nothing is saved.
struct WhatIfState: Equatable {
  /// The order of the list.
  enum Order {
    case change, rank
  }

  private(set) var book: Book
  /// The customer it was opened for, which stands first.
  let focus: CustomerName?
  /// What is tried out, as it was typed.
  private(set) var text: String
  /// Nil until it was read; that of the words before stays until the new answer is there.
  private(set) var page: WhatIfPage?
  private(set) var order = Order.change
  /// Whether customers are listed that stay as they are.
  private(set) var showsAll = false
  /// The customers listed, in their order.
  private(set) var ids: [Account.ID] = []
  private(set) var rows: [Account.ID: WhatIfRow] = [:]
  var cursor = ListCursor<Account.ID>()

  init(book: Book = .own, focus: CustomerName? = nil, text: String = "") {
    self.book = book
    self.focus = focus
    self.text = text
  }

  var selectedRow: WhatIfRow? { cursor.selected.flatMap { rows[$0] } }
  var reading: WhatIfReading {
    var question = WhatIfQuestion(
      text.split(separator: " ").joined(separator: " "), book: book, also: focus?.id)
    // Marks decide only whom another owner would get.
    if text.lowercased().contains("owner=") { question.moving = moving }
    return WhatIfReading(question: question)
  }

  /// Whether the page is the answer to what stands in the line now.
  var isCurrent: Bool { page?.question == reading.question }
  var isTrying: Bool { page?.what.terms.isEmpty == false }

  private var moving: Set<Account.ID> {
    cursor.marked.isEmpty ? Set([focus?.id].compactMap(\.self)) : cursor.marked
  }

  /// The customers an action is about: the marked ones, or the one under the cursor.
  var targets: [Account.ID] { cursor.targets(in: ids) }

  mutating func show(_ book: Book) {
    self.book = book
    page = nil
    cursor = ListCursor()
    arrange()
  }

  mutating func toggleAll() {
    showsAll.toggle()
    arrange()
  }

  mutating func toggleOrder() {
    order = order == .change ? .rank : .change
    arrange()
  }

  fileprivate mutating func take(_ page: WhatIfPage) {
    self.page = page
    rows = Dictionary(page.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    arrange()
  }

  /// As long as nothing is tried out, the whole book is listed.
  private mutating func arrange() {
    var listed = page?.rows ?? []
    if isTrying {
      if !showsAll { listed.removeAll { !$0.isChanged && $0.id != focus?.id } }
      if order == .change { listed.sort { $0.weight > $1.weight } }
    }
    ids = listed.map(\.id)
    if let focus, let index = ids.firstIndex(of: focus.id), index > 0 {
      ids.insert(ids.remove(at: index), at: 0)
    }
    cursor.settle(in: ids)
  }
}

/// A book with other numbers, judged beside the loop while somebody types.
nonisolated struct WhatIfReading: Reading {
  let question: WhatIfQuestion
  var isQuick: Bool { false }
  /// While one is judged, only the newest text waits for it.
  var isGlance: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> WhatIfPage {
    try replica.whatIf(question, today: today)
  }
}

extension WhatIfState: @MainActor Screen {
  static let commands = Commands.table(WhatIfCommand.table, Command.whatIf)

  var title: SafeText { "What If" }
  var readings: [Load] { [Load(reading)] }
  var customer: CustomerName? {
    selectedRow.map { CustomerName(id: $0.id, name: $0.line.name) } ?? focus
  }
  var customers: [CustomerName] {
    targets.compactMap { rows[$0] }.map { CustomerName(id: $0.id, name: $0.line.name) }
  }
  var filterText: String? { text }
  var filterAdvice: SafeText { "sentiment=30 green=80 owner=bob; Tab completes, Esc clears" }
  var filterNote: SafeText? { advice }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    // While somebody types, an answer to the letters before is better than none.
    guard let (reading, page) = loaded.answer(of: WhatIfReading.self),
      reading.question.book == book, reading.question.also == focus?.id
    else { return }
    take(page)
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) { self.text = text }

  func completedFilter(_ text: String) -> String? {
    page.flatMap { WhatIf.completed(text, in: $0.present, people: $0.people) }
  }

  mutating func goBack() -> Bool { cursor.clearMarks() }
}
