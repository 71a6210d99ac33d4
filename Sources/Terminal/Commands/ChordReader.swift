/// Gathers presses until they call a command.
package struct ChordReader: Equatable, Sendable {
  /// Presses of a chord that is not complete; worth showing to the person.
  package private(set) var pending: [KeyPress] = []

  package init() {}

  /// Takes in one press and says what it leads to.
  ///
  /// A press that leads nowhere ends the chord and is then tried alone, so that a slip after `g`
  /// still works as the key it is. Escape only ends a chord that is pending.
  package mutating func press<Action>(
    _ press: KeyPress, in table: CommandTable<Action>
  ) -> CommandTable<Action>.Match {
    let typed = pending + [press]
    pending = []
    switch table.match(typed) {
    case .command(let spec): return .command(spec)
    case .prefix:
      pending = typed
      return .prefix
    case .none:
      if typed.count == 1 || press.key == .escape { return .none }
      return self.press(press, in: table)
    }
  }

  /// Forgets a chord that is pending.
  package mutating func cancel() { pending = [] }
}
