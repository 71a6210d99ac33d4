import CustomerSuccess
import Terminal

/// Keys recorded on one customer, to be pressed again on others.
package nonisolated struct Macro: Equatable, Sendable {
  /// Where the keys begin.
  enum Start: Equatable, Sendable {
    /// With the cursor on the customer.
    case portfolio
    /// On the customer's own page, in that section.
    case customer360(section: String)
  }

  let start: Start
  /// The customer it was recorded on; nil for one from a file.
  let origin: CustomerName?
  /// Under which it is kept.
  package internal(set) var name = Macro.lastName
  var keys: [Key] = []

  /// The name of the one recorded last, which is kept unasked.
  package static let lastName = "last"

  struct Key: Equatable, Sendable {
    let input: InputEvent
    /// Whether it is a letter of a text, and called no command.
    let isText: Bool

    init(_ input: InputEvent, isText: Bool) {
      self.input = input
      guard case .key(let press) = input else {
        self.isText = false
        return
      }
      self.isText = isText && press.typed != nil
    }
  }

  /// More than anyone types for one customer; a macro is not a program.
  static let limit = 1_000
  /// Bytes of all that was pasted: what is longer is no note, and its file could not be read again.
  static let pasteLimit = 20_000

  var pastedBytes: Int {
    keys.reduce(0) { sum, key in
      guard case .paste(let text, _) = key.input else { return sum }
      return sum + text.utf8.count
    }
  }

  /// The keys as a person reads them, letters of text put together.
  var words: SafeText {
    var words: [SafeText] = []
    var text = ""
    func flush() {
      if !text.isEmpty { words.append(SafeText(sanitizing: text)) }
      text = ""
    }
    for key in keys {
      switch key.input {
      case .key(let press):
        if key.isText, let typed = press.typed {
          text.append(typed)
        } else {
          flush()
          words.append(KeyChord(press).label)
        }
      case .paste(let pasted, _):
        flush()
        words.append("(pasted \(SafeText(sanitizing: pasted, limit: 20)))")
      case .mouse, .focus, .reply: break
      }
    }
    flush()
    return .joined(words, separator: " ")
  }
}

/// A macro under way.
struct Replay: Equatable {
  let macro: Macro
  /// The customer at hand first.
  var customers: [CustomerName]
  let count: Int
  /// The key that comes next; nil before the customer at hand was gone to.
  var next: Int?
  /// Why it stopped before its end.
  var problem: SafeText?
  /// Whether only its steps are still to be put together.
  var isEnding = false

  /// How many customers it has done.
  var doneCount: Int { count - customers.count }
}
