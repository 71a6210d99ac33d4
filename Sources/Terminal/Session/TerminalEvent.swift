/// Something that the event loop has to know about.
package enum TerminalEvent: Equatable, Sendable {
  case input(InputEvent)
  /// An Escape came alone. That it was the key, and not the start of a sequence, is certain a few
  /// milliseconds later; until then there is time to ``TerminalSession/prepare(_:)`` for it.
  case mayBeEscape
  /// The window has a new size; the session already draws everything at the next frame.
  case resized(Size)
  /// The terminal said that its background is dark or light; it may say so again, and may not say
  /// it at all.
  case background(Theme.Appearance)
  /// The last frame is on its way completely: a frame that was skipped can be drawn now.
  case drained
  /// Another thread rang the ``TerminalSession/Doorbell``.
  case doorbell
  /// Somebody asks the program to stop for a while (SIGTSTP): call ``TerminalSession/suspend()``.
  case suspendRequested
  /// The program was stopped from outside and goes on: draw again.
  case continued
  /// Somebody asks the program to end: save, close and exit with 128 + the signal's number.
  case endRequested(EndSignal)
  /// The terminal is gone; nothing can be drawn or read any more: save and exit.
  case hungUp

  package enum EndSignal: Int32, Equatable, Sendable {
    case hangup = 1
    case interrupt = 2
    case terminate = 15
  }
}
