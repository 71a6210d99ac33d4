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

  package init(
    type: String = "", tier: ColorTier? = nil, claimsDirectColor: Bool = false,
    refusesColor: Bool = false, usesMouse: Bool = true, mayAskModes: Bool = true
  ) {
    self.type = type
    self.tier = tier
    self.claimsDirectColor = claimsDirectColor
    self.refusesColor = refusesColor
    self.usesMouse = usesMouse
    self.mayAskModes = mayAskModes
  }

  /// Reads `TERM`, `COLORTERM`, `NO_COLOR` and `TERM_PROGRAM`.
  package init(environment: [String: String]) {
    self.init(
      type: environment["TERM"] ?? "",
      claimsDirectColor: ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? ""),
      refusesColor: environment["NO_COLOR"]?.isEmpty == false,
      mayAskModes: environment["TERM_PROGRAM"] != "Apple_Terminal")
  }
}
