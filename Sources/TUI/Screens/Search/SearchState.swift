import CustomerSuccess
import ReplicaStore
import Terminal

/// What the Search screen remembers: the words, the kind, and what was found for them.
struct SearchState: Equatable {
  var field = TextField()
  /// The only kind looked for; nil for all.
  var kind: SearchHit.Kind?
  /// Whether the words are those of last time, which the first letter typed replaces.
  private(set) var isRemembered = false
  /// What was found; that of the words before stays until the new answer is there.
  private(set) var hits: [SearchHit] = []
  /// What ``hits`` are the answer to; nil before the first.
  private(set) var answered: SearchReading?
  var cursor = ListCursor<SearchHit.Key>()

  var reading: SearchReading? {
    let text = field.text.split(separator: " ").joined(separator: " ")
    return text.isEmpty ? nil : SearchReading(text: text, kind: kind)
  }

  var selectedHit: SearchHit? { hits.first { $0.key == cursor.selected } }
  var keys: [SearchHit.Key] { hits.map(\.key) }
}

extension SearchHit {
  /// Ids are unique within a kind only.
  nonisolated struct Key: Hashable, Sendable {
    let kind: SearchHit.Kind
    let id: String
  }

  nonisolated var key: Key { Key(kind: kind, id: id) }
}

extension SearchState: @MainActor Screen {
  /// Letters are typed, so only commands without one have keys here.
  static let commands = Commands.typingTable(SearchCommand.table, Command.search)
  static let takesLetters = true

  var title: SafeText { "Search" }
  var readings: [Load] { [reading.map { Load($0) } ?? Load(LastSearchReading())] }
  var customer: CustomerName? {
    guard let hit = selectedHit, let account = hit.account else { return nil }
    return CustomerName(id: account, name: hit.accountName ?? account.rawValue)
  }

  mutating func take(_ loaded: Loaded, surroundings: Surroundings) {
    if let last = loaded.answer(to: LastSearchReading()), field.isEmpty, answered == nil {
      field = TextField(last.text)
      isRemembered = !last.text.isEmpty
      if let reading { show(last.hits, of: reading) }
    }
    guard let reading, let found = loaded.answer(to: reading) else { return }
    show(found, of: reading)
  }

  mutating func type(_ input: InputEvent, surroundings: Surroundings) -> [AppEffect]? {
    let before = reading
    if isRemembered, case .key(let press) = input, press.typed != nil { field = TextField() }
    if isRemembered, case .paste = input { field = TextField() }
    guard field.handle(input) else { return nil }
    isRemembered = false
    return lookUp(unless: before) + (field.overflow.map { [AppEffect.warn($0)] } ?? [])
  }

  mutating func goBack() -> Bool {
    guard kind != nil else { return false }
    kind = nil
    hits = []
    return true
  }
}

extension SearchState {
  /// Asks for what is wanted now, if that is something else than before.
  mutating func lookUp(unless before: SearchReading?) -> [AppEffect] {
    guard let reading else {
      hits = []
      answered = nil
      return []
    }
    return reading == before ? [] : [.read(reading)]
  }

  /// Shows what was found; the cursor stays on its hit only when the same was asked before.
  private mutating func show(_ found: [SearchHit], of reading: SearchReading) {
    hits = found
    if answered != reading { cursor.selected = nil }
    answered = reading
    if cursor.selected == nil { cursor.selected = found.first?.key }
    cursor.settle(in: keys)
  }
}
