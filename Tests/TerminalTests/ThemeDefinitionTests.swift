import Terminal
import Testing

@Suite struct ThemeDefinitionTests {
  private func definition(
    _ name: String = "dusk", palette: [String] = [], roles: [String] = [], sixteen: [String] = []
  ) -> ThemeDefinition {
    var definition = ThemeDefinition(name: name, file: "themes/\(name).yaml")
    definition.palette = entries(palette, after: 1)
    definition.roles = entries(roles, after: 1 + palette.count)
    definition.sixteen = entries(sixteen, after: 1 + palette.count + roles.count)
    return definition
  }

  /// Each is `name: text`; lines count on.
  private func entries(_ lines: [String], after line: Int) -> [ThemeDefinition.Entry] {
    lines.enumerated().map { index, text in
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      return .init(name: parts[0], text: String(parts[1].dropFirst()), line: line + index)
    }
  }

  private func theme(_ chain: ThemeDefinition...) -> Theme {
    let (theme, problems) = Theme.resolved(from: chain)
    #expect(problems.isEmpty, "\(problems)")
    return theme
  }

  private func problems(_ chain: ThemeDefinition...) -> [String] {
    Theme.resolved(from: chain).problems.map { "\($0.file):\($0.line) \($0.fact)" }
  }

  @Test func `a style is attributes, a color, and a color under it`() {
    let theme = theme(
      definition(
        palette: ["moss: #203a30", "ink: #fff", "sea: bright-blue"],
        roles: [
          "text: plain", "text.title: bold italic ink on moss", "border: sea",
          "list.selection: on #102030", "bar: reverse", "text.link: underline dim red",
        ]))
    #expect(theme.styles[.text] == Style())
    #expect(
      theme.styles[.title]
        == Style(
          foreground: .rgb(255, 255, 255), background: .rgb(0x20, 0x3A, 0x30),
          attributes: [.bold, .italic]))
    #expect(theme.styles[.border] == Style(foreground: .terminal(12)))
    #expect(theme.styles[.selection] == Style(background: .rgb(0x10, 0x20, 0x30)))
    #expect(theme.styles[.status] == Style(attributes: .reverse))
    #expect(
      theme.styles[.link] == Style(foreground: .terminal(1), attributes: [.underline, .dim]))
  }

  @Test func `a beginning of names speaks for all roles below it that have nothing of their own`() {
    let theme = theme(definition(roles: ["status: bold", "status.risk: reverse", "badge: dim"]))
    #expect(theme.styles[.good] == Style(attributes: .bold))
    #expect(theme.styles[.risk] == Style(attributes: .reverse))
    #expect(theme.styles[.badgeInfo] == Style(attributes: .dim))
    #expect(theme.styles[.muted] == nil)
  }

  @Test func `a child changes its parent's colors, and its roles one by one`() {
    let parent = definition(
      "parent", palette: ["ink: #111111", "sun: #222222"],
      roles: ["text.title: bold sun", "border: ink"])
    let child = definition("child", palette: ["sun: #333333"], roles: ["border: sun on ink"])
    let theme = theme(parent, child)
    #expect(theme.name == "child")
    #expect(
      theme.styles[.title] == Style(foreground: .rgb(0x33, 0x33, 0x33), attributes: .bold))
    #expect(
      theme.styles[.border]
        == Style(foreground: .rgb(0x33, 0x33, 0x33), background: .rgb(0x11, 0x11, 0x11)))
  }

  @Test func `few colors have a table of their own over the standard one`() {
    let theme = theme(definition(roles: ["border: #112233"], sixteen: ["border: red"]))
    #expect(theme.style(of: .border, tier: .sixteen) == Style(foreground: .terminal(1)))
    #expect(theme.style(of: .good, tier: .sixteen) == Style(foreground: .terminal(2)))
    #expect(theme.style(of: .border, tier: .mono) == Style(attributes: .dim))
  }

  @Test func `what is wrong is named with its line, and the rest counts`() {
    let broken = definition(
      palette: ["ink: 3", "moss: #203a30"],
      roles: [
        "status.gud: moss", "border: mos", "bar: bold on", "tile: moss moss", "text: ",
        "text.title: moss", "hint: fuchsia",
      ])
    #expect(Theme.resolved(from: [broken]).theme.styles[.title] != nil)
    #expect(
      problems(broken) == [
        "themes/dusk.yaml:1 ink is \"3\", which is no color: write \"#rrggbb\" in quotes, "
          + "or one of the terminal's own such as green or bright-blue",
        "themes/dusk.yaml:3 \"status.gud\" is no role: did you mean status.good?",
        "themes/dusk.yaml:4 \"mos\" is no color and no attribute: did you mean moss?",
        "themes/dusk.yaml:5 bar is \"bold on\": write attributes, a color, then on and a color, "
          + "such as \"bold ink on moss\"",
        "themes/dusk.yaml:6 tile is \"moss moss\": write attributes, a color, then on and a color, "
          + "such as \"bold ink on moss\"",
        "themes/dusk.yaml:7 text is \"\": write attributes, a color, then on and a color, "
          + "such as \"bold ink on moss\"",
        "themes/dusk.yaml:9 \"fuchsia\" is no color and no attribute: "
          + "define it under palette, or write \"#rrggbb\" in quotes",
      ])
  }
}
