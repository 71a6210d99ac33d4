import Preferences
import Support
import Terminal
import Testing

@Suite struct ThemeLibraryTests {
  private let directory: TemporaryDirectory
  private var library: ThemeLibrary {
    ThemeLibrary(folder: PreferenceFolder(path: directory.path))
  }

  init() throws { directory = try TemporaryDirectory() }

  private func write(_ text: String, to name: String = "mine") throws {
    try directory.write(text, to: "themes/\(name).yaml")
  }

  /// With `~` for the folder.
  private func words(_ name: String = "mine") -> [String] {
    library.theme(named: name).problems
      .map { $0.description.replacing(directory.path, with: "~") }
  }

  @Test func `a theme of one's own builds on one that ships`() throws {
    try write("about: Mine.\ninherits: aurora\npalette:\n  title: \"#123456\"\n")
    let mine = library.theme(named: "mine")
    #expect(mine.problems.isEmpty)
    #expect(mine.theme.styles[.title]?.foreground == .rgb(0x12, 0x34, 0x56))
    #expect(mine.theme.styles[.good] == library.theme(named: "aurora").theme.styles[.good])
    #expect(mine.theme.pair == nil)
    let entry = try #require(library.entries().last)
    #expect(entry.name == "mine" && entry.about == "Mine." && entry.appearance == .dark)
    #expect(entry.isOwn)
  }

  @Test func `a theme of one's own stands before the shipped one that it changes`() throws {
    try write("inherits: tamarack\npalette: {accent: red}\n", to: "tamarack")
    let theme = library.theme(named: "tamarack").theme
    #expect(theme.styles[.accent]?.foreground == .terminal(1))
    #expect(theme.styles[.good] == Theme.tamarack.styles[.good])
    #expect(library.names == ShippedThemes.names)
    #expect(library.entries().filter(\.isOwn).map(\.name) == ["tamarack"])
  }

  @Test func `a parent that is missing and a circle are reported, and the theme is used`() throws {
    try write("inherits: ember-2\nroles:\n  border: red\n")
    #expect(
      words() == ["~/themes/mine.yaml:1: there is no theme \"ember-2\": did you mean ember?"])
    #expect(library.theme(named: "mine").theme.styles[.border]?.foreground == .terminal(1))
    try write("inherits: b\nroles: {border: red}\n", to: "a")
    try write("inherits: c\n", to: "b")
    try write("about: The last.\ninherits: a\n", to: "c")
    #expect(
      words("a") == [
        "~/themes/c.yaml:2: inherits from itself (a, then b, then c, then a): "
          + "take inherits out of one of them"
      ])
    #expect(library.theme(named: "a").theme.styles[.border]?.foreground == .terminal(1))
  }

  @Test func `a color taken for a comment is found whatever ends the lines`() throws {
    try write("palette:\r\n  sea: #123456\r\n")
    #expect(
      words() == [
        "~/themes/mine.yaml:2: a color of sea begins with # and has no quotes, "
          + "so it is a comment: write \"#rrggbb\""
      ])
  }

  @Test func `what is wrong in a file is named with its line`() throws {
    try write(
      """
      about: [a]
      appearance: dusk
      colors:
        a: b
      palette:
        sea: #123456
        sky: #abc
        sand: 7
        sun: "#abcdef"   # a comment
      roles:
        text.titel: sun
        border: bold #123456
        bar: [sun]
        list.selection: sun # add
      """)
    #expect(
      words() == [
        "~/themes/mine.yaml:1: about is a list: write a line about the theme",
        "~/themes/mine.yaml:2: appearance is \"dusk\": write dark or light",
        "~/themes/mine.yaml:6: a color of sea begins with # and has no quotes, "
          + "so it is a comment: write \"#rrggbb\"",
        "~/themes/mine.yaml:7: a color of sky begins with # and has no quotes, "
          + "so it is a comment: write \"#rrggbb\"",
        "~/themes/mine.yaml:12: a color of border begins with # and has no quotes, "
          + "so it is a comment: write \"#rrggbb\"",
        "~/themes/mine.yaml:13: bar is a list: write one line",
        "~/themes/mine.yaml:3: \"colors\" means nothing here: write one of about, appearance, "
          + "pair, inherits, palette, roles, sixteen, mono",
        "~/themes/mine.yaml:8: sand is \"7\", which is no color: write \"#rrggbb\" in quotes, "
          + "or one of the terminal's own such as green or bright-blue",
        "~/themes/mine.yaml:11: \"text.titel\" is no role: did you mean text.title?",
      ])
    #expect(
      library.theme(named: "mine").theme.styles[.selection]?.foreground
        == .rgb(0xAB, 0xCD, 0xEF))
  }

  @Test func `a broken file leaves the default theme`() throws {
    try write("roles: [\n")
    #expect(library.theme(named: "mine").theme == .tamarack)
    #expect(words().count == 1 && words()[0].hasPrefix("~/themes/mine.yaml:2: is not YAML ("))
  }

  @Test func `no name leads out of the folder`() throws {
    try directory.write("roles: {border: red}\n", to: "secret.yaml")
    #expect(library.theme(named: "../secret").theme == .tamarack)
    #expect(
      words("../secret")
        == ["~/config.yaml: there is no theme \"../secret\": tam themes lists them"])
  }
}
