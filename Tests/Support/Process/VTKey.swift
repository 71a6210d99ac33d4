/// A key that sends more than the character printed on it.
package enum VTKey: Sendable {
  case enter, tab, backTab, escape, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  /// Control and a letter.
  case control(Character)
  /// F1 to F12.
  case function(Int)

  /// What xterm sends.
  ///
  /// - Parameter applicationCursor: Private mode 1, which the program may have switched on.
  func text(applicationCursor: Bool) -> String {
    let introducer = applicationCursor ? "\u{1B}O" : "\u{1B}["
    switch self {
    case .enter: return "\r"
    case .tab: return "\t"
    case .backTab: return "\u{1B}[Z"
    case .escape: return "\u{1B}"
    case .backspace: return "\u{7F}"
    case .delete: return "\u{1B}[3~"
    case .up: return introducer + "A"
    case .down: return introducer + "B"
    case .right: return introducer + "C"
    case .left: return introducer + "D"
    case .home: return introducer + "H"
    case .end: return introducer + "F"
    case .pageUp: return "\u{1B}[5~"
    case .pageDown: return "\u{1B}[6~"
    case .control(let letter):
      let value = (letter.asciiValue ?? UInt8(ascii: "@")) & 0x1F
      return String(Unicode.Scalar(value))
    case .function(let number):
      return Self.functionKeys[min(max(number, 1), Self.functionKeys.count) - 1]
    }
  }

  private static let functionKeys =
    ["P", "Q", "R", "S"].map { "\u{1B}O\($0)" }
    + [15, 17, 18, 19, 20, 21, 23, 24].map { "\u{1B}[\($0)~" }
}
