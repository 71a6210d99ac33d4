import CustomerSuccess
import Terminal

/// A screen of the app: what it remembers, what it takes in, and what it draws.
///
/// Its state changes only in the functions that take something in; each returns what is to happen
/// outside the screen. What a screen shows comes from its ``readings`` and from nowhere else.
protocol Screen: Equatable {
  /// Its own commands and those that work everywhere on it.
  static var commands: CommandTable<Command> { get }
  /// Whether letters are text here, so that no command may have one for its key.
  static var takesLetters: Bool { get }

  /// Where one is, for the title line.
  var title: SafeText { get }
  /// What it shows; read when it opens, and again when the replica changes.
  var readings: [Load] { get }
  /// The customer that is meant by a command that names none.
  var customer: CustomerName? { get }
  /// The customers that a command may be about at once: the marked ones, or the one.
  var customers: [CustomerName] { get }
  /// What there is to ask about the owner and age of the values under the cursor; nil where the
  /// cursor is on no row.
  mutating func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry?
  /// What there is to ask why: about the customer's health, or about a CTA; nil where the cursor is on
  /// neither.
  var whyInquiry: WhyInquiry? { get }
  /// What can be copied, the most wanted first; mutating only because what is drawn is kept.
  mutating func clippings(_ surroundings: Surroundings) -> [Clipping]
  /// What is typed after `/`; nil where nothing can be filtered.
  var filterText: String? { get }
  /// What may be typed after `/`.
  var filterAdvice: SafeText { get }
  /// What is to be said of what was typed after `/` so far; nil when it speaks for itself.
  var filterNote: SafeText? { get }
  /// Whether it waits for an edit to be stored; keys are kept for what comes after.
  var isStoring: Bool { get }
  /// The text of several lines that is being typed into; nil where a line is all there is.
  var openText: String? { get }

  /// Takes in one of its own commands.
  mutating func take(_ command: Command, surroundings: Surroundings) -> [AppEffect]
  /// Takes in what was read; an answer to nothing it asked for changes nothing.
  mutating func take(_ loaded: Loaded, surroundings: Surroundings)
  /// Takes in another size of the terminal, where that decides what is read.
  mutating func take(_ size: Size)
  /// Takes in the words that a command asked for, from a prompt or from `$EDITOR`.
  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply
  /// Takes in typing that calls no command; nil when it means nothing here.
  mutating func type(_ input: InputEvent, surroundings: Surroundings) -> [AppEffect]?
  /// Takes in how an edit ended; nil leaves it to the app to say so.
  mutating func take(_ outcome: EditOutcome, surroundings: Surroundings) -> [AppEffect]?
  mutating func setFilter(_ text: String, surroundings: Surroundings)
  /// What was typed after `/`, completed as far as it is certain; nil when nothing is.
  func completedFilter(_ text: String) -> String?
  /// Clears what narrows the view; false when there was nothing, so that the screen is left.
  mutating func goBack() -> Bool
  /// Mutating only because scroll positions settle while drawing; nothing else changes.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings)
}

extension Screen {
  static var takesLetters: Bool { false }
  var customer: CustomerName? { nil }
  var customers: [CustomerName] { customer.map { [$0] } ?? [] }
  func valueInquiry(_ surroundings: Surroundings) -> ValueInquiry? {
    customer.map { ValueInquiry(RowKey(Account.table, $0.id.rawValue), now: surroundings.now) }
  }
  var whyInquiry: WhyInquiry? { customer.map { .customer($0.id) } }
  mutating func clippings(_ surroundings: Surroundings) -> [Clipping] { customer?.clippings ?? [] }
  var filterText: String? { nil }
  var filterAdvice: SafeText { "words to look for; Enter keeps, Esc clears" }
  var filterNote: SafeText? { nil }
  var isStoring: Bool { false }
  var openText: String? { nil }

  mutating func take(_ size: Size) {}
  mutating func take(
    _ text: String, for command: Command, surroundings: Surroundings
  ) -> PromptReply { .done([]) }
  mutating func type(_ input: InputEvent, surroundings: Surroundings) -> [AppEffect]? { nil }
  mutating func take(_ outcome: EditOutcome, surroundings: Surroundings) -> [AppEffect]? { nil }
  mutating func setFilter(_ text: String, surroundings: Surroundings) {}
  func completedFilter(_ text: String) -> String? { nil }
  mutating func goBack() -> Bool { false }

  /// Whether the other one is the same screen in the same state.
  func equals(_ other: any Screen) -> Bool { (other as? Self) == self }
}

/// A customer as far as a command needs to know it.
nonisolated struct CustomerName: Equatable, Sendable {
  let id: Account.ID
  let name: String
}

/// What a screen says to the words that were typed for one of its commands.
enum PromptReply: Equatable {
  case done([AppEffect])
  /// The words stay in the prompt, with the reason above them.
  case refused(SafeText)
}

/// A screen to go to.
struct Destination: Equatable {
  let screen: any Screen

  init(_ screen: any Screen) { self.screen = screen }

  static func == (left: Destination, right: Destination) -> Bool {
    left.screen.equals(right.screen)
  }
}
