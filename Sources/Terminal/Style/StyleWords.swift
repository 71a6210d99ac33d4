/// Reads a style as themes write it: `bold ink on moss`, `underline`, `on "#20242a"`, `plain`.
struct StyleWords {
  /// Colors that a name stands for, besides the terminal's own.
  let palette: [String: Color]

  private static let attributes: [String: Style.Attributes] = [
    "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse, "italic": .italic,
  ]

  private static let terminalColors = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  ]

  /// The style, with nil for a word that means nothing.
  func style(_ text: String, of role: String) throws(Problem) -> Style {
    var style = Style()
    let space: Character = " "
    var words = text.split(separator: space).map(String.init)[...]
    guard !words.isEmpty else { throw Problem(.notAStyle(role: role, text: text)) }
    if words == ["plain"] { return style }
    while let word = words.popFirst() {
      if let attribute = Self.attributes[word] {
        style.attributes.insert(attribute)
      } else if word == "on", style.background == nil, let name = words.popFirst() {
        style.background = try color(name)
      } else if word != "on", style.foreground == nil, style.background == nil {
        style.foreground = try color(word)
      } else {
        throw Problem(.notAStyle(role: role, text: text))
      }
    }
    return style
  }

  private func color(_ word: String) throws(Problem) -> Color {
    if let color = palette[word] ?? Self.color(word) { return color }
    let known = Array(palette.keys).sorted() + Self.attributes.keys.sorted() + Self.terminalColors
    throw Problem(.unknownWord(word, nearest: ClosestName.to(word, among: known)))
  }

  /// `#rrggbb`, `#rgb` or a color of the terminal's own; nil for anything else.
  static func color(_ text: String) -> Color? {
    let name = text.lowercased()
    let bright = "bright-"
    let base = name.hasPrefix(bright) ? String(name.dropFirst(bright.count)) : name
    if let number = terminalColors.firstIndex(of: base) {
      return .terminal(UInt8(number + (base == name ? 0 : 8)))
    }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst().compactMap(\.hexDigitValue).map { UInt8($0) }
    guard digits.count == name.count - 1 else { return nil }
    switch digits.count {
    case 3: return .rgb(digits[0] * 17, digits[1] * 17, digits[2] * 17)
    case 6:
      return .rgb(
        digits[0] << 4 | digits[1], digits[2] << 4 | digits[3], digits[4] << 4 | digits[5])
    default: return nil
    }
  }

  struct Problem: Error {
    let fact: ThemeProblem.Fact

    init(_ fact: ThemeProblem.Fact) { self.fact = fact }
  }
}
