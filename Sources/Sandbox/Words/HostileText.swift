/// Text as an attacker, or a broken program, leaves it in a customer's name.
///
/// Nothing of it may reach a terminal.
enum HostileText {
  /// Colors, a cleared screen, a moved cursor, a new title, a link, a copy to the clipboard.
  static let escapeName =
    "Evil\u{1B}[31m Corp\u{1B}[2J\u{1B}[H\u{1B}]0;owned\u{07} "
    + "\u{1B}]8;;https://evil.example\u{1B}\\"
    + "click\u{1B}]8;;\u{1B}\\ \u{1B}]52;c;cm0gLXJmIH4=\u{07}"

  /// Right-to-left override, isolates, a zero-width space, the one-byte forms of CSI and OSC, and
  /// a byte-order mark.
  static let bidirectionalName =
    "Mirror \u{202E}txt.exe\u{202C} \u{2066}Ltd\u{2069}\u{200B} "
    + "\u{9B}31m\u{9D}0;owned\u{9C}\u{FEFF}"

  static let note = """
    Customer pasted this from their terminal:\u{1B}[1;31mERROR\u{1B}[0m \u{1B}[?1049h\u{1B}[6n
    A bell \u{07}, a backspace\u{08}\u{08}\u{08}, a carriage return\rthat overwrites, a vertical \
    tab\u{0B}and a form feed\u{0C}.
    Device control: \u{1B}P$q"p\u{1B}\\ and \u{90}tmux;\u{9C}. A half sequence at the end: \u{1B}[
    """

  static let subject = "Re: \u{1B}]0;pwned\u{07}pipeline \u{202E}detcennocsid\u{202C} \u{9B}5m"

  static let ticket = "\u{1B}[41mProduction down\u{1B}[0m \u{9B}2J \u{2067}urgent\u{2069} \u{1B}c"
}
