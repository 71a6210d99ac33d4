import CustomerSuccess
import ReplicaStore
import Terminal

/// Asks for new values of columns of rows, in the way that fits each column's type.
///
/// What is chosen or typed comes back to the section as the same request with its column and value.
struct FieldEditor {
  let request: SectionRequest

  /// Asks which of the columns to edit; each is shown with its value.
  func choose(
    _ title: SafeText, of columns: [Column], in row: Row, currency: Currency? = nil,
    userNames: [User.ID: String] = [:]
  ) -> [AppEffect] {
    [
      .show(
        .menu(
          menu(title, of: columns, in: row, currency: currency, userNames: userNames)))
    ]
  }

  /// The columns to choose from, each with its value.
  func menu(
    _ title: SafeText, of columns: [Column], in row: Row, currency: Currency? = nil,
    userNames: [User.ID: String] = [:]
  ) -> Menu {
    let width = columns.map { SafeText(sanitizing: $0.label).width }.max() ?? 0
    let items = columns.map { column in
      let label = SafeText(sanitizing: column.label).fitted(to: width)
      let value = AttributeText.shown(
        row[column: column.name], column: column, currency: currency, userNames: userNames)
      return Menu.Item(
        title: "\(label)  \(value.truncated(to: 40))", effects: [.call(answer(column))])
    }
    return Menu(title: title, items: items)
  }

  /// Asks for a value of the column.
  func ask(_ column: Column, current: Value) -> [AppEffect] {
    switch column.type {
    case .choice(let choices):
      return [.show(.menu(menu(column, choices: choices, current: current)))]
    case .longText:
      return [.edit(AttributeText.editable(current, type: column.type), for: answer(column))]
    case .reference(User.tableName):
      return [.read(ColleagueChoice(column: column, request: request, current: current))]
    case .boolean:
      let isOn = Bool(stored: current) ?? false
      return [.call(answer(column, (!isOn).stored))]
    default:
      let text = AttributeText.editable(current, type: column.type)
      // A field of one line would cut it.
      guard text.count <= TextField.usualLimit else { return [.edit(text, for: answer(column))] }
      let label = SafeText(sanitizing: column.label)
      return prompt(label, advice: Self.advice(column), text: text, column: column)
    }
  }

  /// Asks for a line of words; they come back to `take(_:for:in:)` of the section.
  func prompt(
    _ label: SafeText, advice: SafeText, text: String = "", column: Column? = nil
  ) -> [AppEffect] {
    let purpose = Prompt.Purpose.words(
      for: column.map { answer($0) } ?? .customer360(.request(request)), label: label,
      advice: advice)
    return [.show(.prompt(Prompt(purpose, text: text)))]
  }

  /// The value that was typed; nil with the reason when it is none.
  static func value(of typed: String, for column: Column) -> (value: Value?, problem: SafeText?) {
    AttributeText.value(of: typed, column: column)
  }

  private static func advice(_ column: Column) -> SafeText {
    switch column.type {
    case .day: "YYYY-MM-DD; Enter stores, empty clears, Esc leaves"
    case .url: "https://…; Enter stores, empty clears, Esc leaves"
    default: "Enter stores, empty clears, Esc leaves"
    }
  }

  private func menu(_ column: Column, choices: [String], current: Value) -> Menu {
    let items = choices.map { choice in
      Menu.Item(
        title: SafeText(sanitizing: choice), effects: [.call(answer(column, .text(choice)))])
    }
    let empty = Menu.Item(title: "(empty)", effects: [.call(answer(column, .null))])
    let selected = choices.firstIndex { Value.text($0) == current } ?? items.count
    return Menu(
      title: SafeText(sanitizing: column.label), items: items + [empty], selected: selected)
  }

  fileprivate func answer(_ column: Column, _ value: Value? = nil) -> Command {
    var request = request
    request.verb = .edit
    request.column = column.name
    request.value = value
    return .customer360(.request(request))
  }
}

/// Asks which colleague stands in a column.
nonisolated struct ColleagueChoice: Inquiry {
  let column: Column
  let request: SectionRequest
  let current: Value
  var isQuick: Bool { true }

  static func == (left: Self, right: Self) -> Bool {
    left.column == right.column && left.current == right.current
  }

  func hash(into hasher: inout Hasher) { hasher.combine(column) }

  func answer(from replica: Replica, today: Day) throws -> [Colleague] {
    try ColleagueReading().answer(from: replica, today: today)
  }

  @MainActor func effects(of people: [Colleague]) -> [AppEffect] {
    let editor = FieldEditor(request: request)
    let items = people.map { person in
      let name = SafeText(sanitizing: person.name, limit: 40)
      let team: SafeText = person.team.map { ", \(SafeText(sanitizing: $0, limit: 20))" } ?? ""
      return Menu.Item(
        title: name + team, effects: [.call(editor.answer(column, person.id.stored))])
    }
    let selected = people.firstIndex { $0.id.stored == current } ?? 0
    return [
      .show(
        .menu(
          Menu(
            title: SafeText(sanitizing: column.label), items: items, selected: selected,
            isSearched: true)))
    ]
  }
}
