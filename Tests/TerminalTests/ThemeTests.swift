import Terminal
import Testing

@Suite struct ThemeTests {
  @Test func `every role has a name of its own, a letter of its own and a way back to text`() {
    #expect(Set(Role.allCases.map(\.name)).count == Role.allCases.count)
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    for role in Role.allCases {
      #expect(Role(name: role.name) == role)
      var steps = 0
      var current = role
      while let next = current.fallback {
        current = next
        steps += 1
      }
      #expect(current == .text && steps <= 3, "\(role.name)")
    }
  }

  @Test func `a role falls back to the role before its last dot, or else to text`() {
    for role in Role.allCases where role != .text {
      let parts = role.name.split(separator: ".").map(String.init)
      let beginnings = (1..<max(parts.count, 1)).reversed()
        .map { parts.prefix($0).joined(separator: ".") }
      let before = beginnings.compactMap { Role(name: $0) }.first
      #expect(role.fallback == before ?? .text, "\(role.name)")
    }
  }

  @Test func `a role without a style looks like its fallback`() {
    let theme = Theme(name: "bare", styles: [.input: Style(attributes: .underline)])
    #expect(theme.style(of: .inputPlaceholder) == Style(attributes: .underline))
    #expect(theme.style(of: .risk) == Style())
  }

  @Test func `text on a ground takes its background and adds up attributes`() {
    let style = Theme.tamarack.style(of: .risk, on: .selection)
    #expect(style.foreground == Theme.tamarack.style(of: .risk).foreground)
    #expect(style.background == Theme.tamarack.style(of: .selection).background)
    #expect(style.attributes == .bold)
  }

  @Test func `what neither a role nor its ground says comes from plain text`() {
    let ink = Color.rgb(1, 2, 3)
    let paper = Color.rgb(4, 5, 6)
    let theme = Theme(
      name: "painted",
      styles: [
        .text: Style(foreground: ink, background: paper), .title: Style(attributes: .bold),
        .tile: Style(background: .rgb(7, 8, 9)),
      ])
    #expect(
      theme.style(of: .title, on: .text)
        == Style(foreground: ink, background: paper, attributes: .bold))
    #expect(
      theme.style(of: .title, on: .tile)
        == Style(foreground: ink, background: .rgb(7, 8, 9), attributes: .bold))
    #expect(
      theme.style(of: .tile, on: .tile) == Style(foreground: ink, background: .rgb(7, 8, 9)))
  }

  @Test(arguments: ColorTier.allCases)
  func `the selection can be told apart in every tier`(tier: ColorTier) {
    let selected = Theme.tamarack.style(of: .selection, tier: tier)
    #expect(selected != Theme.tamarack.style(of: .text, tier: tier))
  }

  @Test func `without color nothing has one`() {
    for role in Role.allCases {
      let style = Theme.tamarack.style(of: role, tier: .mono)
      #expect(style.foreground == nil && style.background == nil, "\(role.name)")
    }
  }

  @Test func `sixteen colors are the terminal's own`() {
    for style in Theme.standardSixteen.values {
      for case .rgb in [style.foreground, style.background] { Issue.record("\(style)") }
    }
  }
}
