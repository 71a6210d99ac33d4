/// Something that came in from the terminal, decoded.
package enum InputEvent: Equatable, Sendable {
  case key(KeyPress)
  /// Pasted text, exactly as it came: hostile until it went through ``SafeText``. Never a command.
  ///
  /// `isCut` says that it was longer than ``InputDecoder/pasteLimit``.
  case paste(String, isCut: Bool)
  case mouse(MouseEvent)
  /// The terminal's window gained or lost the focus.
  case focus(Bool)
  /// An answer to something that was asked of the terminal.
  case reply(TerminalReply)
}

/// A click, a drag or a turn of the wheel.
package struct MouseEvent: Equatable, Sendable {
  package var action: Action
  package var position: Position
  package var modifiers: KeyPress.Modifiers

  package init(
    _ action: Action, at position: Position, modifiers: KeyPress.Modifiers = []
  ) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }

  package enum Action: Equatable, Sendable {
    case press(Button)
    case release(Button)
    case drag(Button)
    case wheelUp
    case wheelDown
  }

  package enum Button: Equatable, Sendable {
    case left
    case middle
    case right
  }
}

/// What a terminal answered.
package enum TerminalReply: Equatable, Sendable {
  /// The state of a private mode: 0 unknown to the terminal, 1 set, 2 reset, 3 and 4 fixed so.
  case mode(Int, state: Int)
  /// Which terminal it is like; the last answer to a batch of questions.
  case primaryAttributes
  /// Whether its background is dark or light: asked for, or told because it changed.
  case background(Theme.Appearance)
  /// Any other answer; swallowed so that it never looks like typing.
  case other
}
