extension MouseEvent {
  /// What xterm's code of buttons and modifiers says; nil for buttons that we have no name for.
  init?(code: Int, isRelease: Bool, at place: Position) {
    guard let action = Self.action(code, isRelease: isRelease) else { return nil }
    self.init(action, at: place, modifiers: Self.modifiers(code))
  }

  /// The same from before releases said which button they were of: 3 is any.
  ///
  /// Nobody waits for a release without its button, so it says nothing.
  init?(oldCode: Int, at place: Position) {
    guard oldCode >= 0 else { return nil }
    self.init(code: oldCode, isRelease: false, at: place)
  }

  private static func modifiers(_ code: Int) -> KeyPress.Modifiers {
    var modifiers: KeyPress.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  private static func action(_ code: Int, isRelease: Bool) -> Action? {
    if code & 64 != 0 {
      switch code & 3 {
      case 0: return .wheelUp
      case 1: return .wheelDown
      default: return nil
      }
    }
    let buttons: [Button] = [.left, .middle, .right]
    guard code & 3 < 3, code < 128 else { return nil }
    let button = buttons[code & 3]
    if isRelease { return .release(button) }
    return code & 32 != 0 ? .drag(button) : .press(button)
  }
}
