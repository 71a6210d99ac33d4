import CustomerSuccess
import ReplicaStore
import Terminal

/// What the Undo list remembers: the steps that can be taken back, and those that were.
struct UndoListState: Equatable {
  /// Newest first; nil until it was read.
  private(set) var page: UndoListPage?
  private(set) var filter = ""
  /// Those of the page that pass the filter.
  private(set) var steps: [UndoStep] = []
  private(set) var ids: [UndoStep.ID] = []
  /// Where each step stands in ``steps``.
  private(set) var places: [UndoStep.ID: Int] = [:]
  var cursor = ListCursor<UndoStep.ID>()

  var selectedStep: UndoStep? { cursor.selected.flatMap { places[$0] }.map { steps[$0] } }

  private mutating func arrange() {
    let needles = filter.lowercased().split(separator: " ")
    steps = (page?.steps ?? []).filter { step in
      guard !needles.isEmpty else { return true }
      let words = ([step.label] + step.customers.map(\.name)).joined(separator: "\n").lowercased()
      return needles.allSatisfy { words.contains($0) }
    }
    ids = steps.map(\.id)
    places = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    cursor.settle(in: ids)
  }
}

nonisolated struct UndoListPage: Equatable, Sendable {
  let steps: [UndoStep]
  /// The day that each step was made on, for the person.
  let days: [UndoStep.ID: Day]
}

/// The steps that can be taken back or done again.
nonisolated struct UndoListReading: Reading {
  var isQuick: Bool { false }

  /// Older ones are reached by taking back, or by looking for their customer's entries.
  static let limit = 1_000

  func answer(from replica: Replica, today: Day) throws -> UndoListPage {
    let steps = try replica.undoList(limit: Self.limit)
    let days = steps.map { ($0.id, replica.environment.day(at: $0.at)) }
    return UndoListPage(
      steps: steps, days: Dictionary(days, uniquingKeysWith: { first, _ in first }))
  }
}

extension UndoListState: @MainActor Screen {
  static let commands = Commands.table(UndoListCommand.table, Command.undoList)

  var title: SafeText { "Undo list" }
  var readings: [Load] { [Load(UndoListReading())] }
  var customer: CustomerName? {
    guard let step = selectedStep, step.customers.count == 1 else { return nil }
    return step.customers.first.map { CustomerName(id: $0.id, name: $0.name) }
  }
  var filterText: String? { filter }
  var filterAdvice: SafeText { "words of a step or its customer; Enter keeps, Esc clears" }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    guard let page = loaded.answer(to: UndoListReading()) else { return }
    let isFirst = self.page == nil
    self.page = page
    // The newest that can be taken back is what one comes for.
    if isFirst { cursor.selected = page.steps.first { !$0.isUndone }?.id }
    arrange()
  }

  mutating func setFilter(_ text: String, surroundings: Surroundings) {
    filter = text
    arrange()
  }

  mutating func goBack() -> Bool {
    guard !filter.isEmpty else { return false }
    filter = ""
    arrange()
    return true
  }
}
