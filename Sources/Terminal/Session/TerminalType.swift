/// What the name of a terminal's type tells about it.
enum TerminalType {
  /// Whether it is a console or an old terminal.
  ///
  /// They have a small font, and neither a background to tell of nor a clipboard; some of them print
  /// what they are sent for either.
  static func isOld(_ type: String) -> Bool {
    if ["linux", "cons"].contains(where: type.hasPrefix) { return true }
    // `vt100`, and not `vte-256color`.
    return type.hasPrefix("vt") && type.dropFirst(2).first?.isNumber == true
  }
}
