/// One thing a person can do: the single source of its key, its help, its hint and its name.
package struct CommandSpec<Action: Sendable>: Sendable {
  /// The long name, such as `portfolio.sort`: for keymap files, the command line and the log.
  package let id: String
  /// Two or three words for hint lines and menus.
  package let title: SafeText
  /// A sentence for the help page.
  package let help: SafeText
  /// The heading it stands under in help.
  package let group: SafeText
  /// Any of these calls it; the first is the one shown.
  ///
  /// Empty when it is only called by name.
  package var keys: [KeyChord]
  /// Its claim to a place in the hint line: higher goes first, zero stays out.
  package let hint: Int
  package let action: Action

  package init(
    _ id: String, _ title: SafeText, keys: [KeyChord], help: SafeText, group: SafeText,
    hint: Int = 0, action: Action
  ) {
    self.id = id
    self.title = title
    self.help = help
    self.group = group
    self.keys = keys
    self.hint = hint
    self.action = action
  }
}

/// Whether a command can be called now; a refusal says why.
package enum Availability: Equatable, Sendable {
  case enabled
  case disabled(SafeText)
}
