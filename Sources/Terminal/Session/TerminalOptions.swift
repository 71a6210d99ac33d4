/// How a terminal is to be opened.
///
/// The environment is handed in, so that what a person set is read in one place of the program.
package struct TerminalOptions: Equatable, Sendable {
  /// `TERM`; empty when it is not set.
  package var type: String
  /// Nil chooses by terminal type and environment.
  package var tier: ColorTier?
  /// `COLORTERM` says truecolor or 24bit.
  package var claimsDirectColor: Bool
  /// `NO_COLOR` is set and not empty; an explicit ``tier`` beats it.
  package var refusesColor: Bool
  package var usesMouse: Bool
  /// Terminals that print a stray character when they are asked about modes are not asked.
  package var mayAskModes: Bool
  /// How long a request to end may stay unread until the next one ends the program at once.
  package var stuckAfter = Duration.seconds(2)
  /// How long giving the terminal away waits for an answer still under way, so that whoever gets it
  /// is spared.
  package var answerWait = Duration.milliseconds(100)

  /// Whether the terminal is on another machine.
  package var isRemote = false
  /// The language and encoding that the person works in, such as `de_DE.UTF-8`; empty when none is
  /// set.
  package var locale: String
  /// Whether the terminal is taken to understand UTF-8; if not, only ASCII is written to it.
  package var isUTF8 = true

  package init(
    type: String = "", tier: ColorTier? = nil, claimsDirectColor: Bool = false,
    refusesColor: Bool = false, usesMouse: Bool = true, mayAskModes: Bool = true,
    locale: String = "C.UTF-8"
  ) {
    self.type = type
    self.tier = tier
    self.claimsDirectColor = claimsDirectColor
    self.refusesColor = refusesColor
    self.usesMouse = usesMouse
    self.mayAskModes = mayAskModes
    self.locale = locale
  }

  /// Whether the terminal may have been told to draw characters of ambiguous width wide.
  var isWideLocale: Bool { ["zh", "ja", "ko"].contains { locale.hasPrefix($0) } }

  /// Whether a locale writes UTF-8; where none is set, nearly every terminal does.
  package static func isUTF8(_ locale: String?) -> Bool {
    guard let locale else { return true }
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// Reads `TERM`, `COLORTERM`, `NO_COLOR`, `TERM_PROGRAM`, `TMUX`, `SSH_CONNECTION` and the locale.
  package init(environment: [String: String]) {
    let type = environment["TERM"] ?? ""
    // GNU screen hands COLORTERM on and does not know the colors; tmux, under the same name, does.
    let isScreen = type.hasPrefix("screen") && environment["TMUX"] == nil
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    self.init(
      type: type,
      claimsDirectColor: !isScreen
        && ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? ""),
      refusesColor: environment["NO_COLOR"]?.isEmpty == false,
      mayAskModes: environment["TERM_PROGRAM"] != "Apple_Terminal",
      locale: locale ?? "")
    isUTF8 = Self.isUTF8(locale)
    isRemote = ["SSH_CONNECTION", "SSH_TTY", "MOSH_SERVER_PID"].contains { environment[$0] != nil }
  }
}
