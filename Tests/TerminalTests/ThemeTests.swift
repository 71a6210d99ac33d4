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

  @Test(arguments: ColorTier.allCases)
  func `the selection can be told apart in every tier`(tier: ColorTier) {
    let selected = Theme.tamarack.style(of: .selection, tier: tier)
    #expect(selected != Theme.tamarack.style(of: .text, tier: tier))
  }

  @Test func `without color nothing has one`() {
    for role in Role.allCases {
      let style = Theme.tamarack.monoStyles[role] ?? Style()
      #expect(style.foreground == nil && style.background == nil, "\(role.name)")
    }
  }

  @Test func `the shipped theme styles every role outright`() {
    #expect(Set(Theme.tamarack.styles.keys) == Set(Role.allCases))
  }

  @Test func `text of the shipped theme is readable on what lies under it`() {
    // On a common dark background where the theme leaves the terminal's own.
    let paper = Color.rgb(0x16, 0x18, 0x1C)
    let ink = Color.rgb(0xD0, 0xD4, 0xD8)
    let faint: Set<Role> = [.border, .chartFaint]
    for ground in [Role.text, .selection, .status, .input, .dialog] {
      for role in [Role.text, .muted, .accent, .good, .watch, .risk, .error, .key, .hint, .border] {
        let style = Theme.tamarack.style(of: role, on: ground)
        let ratio = contrast(style.foreground ?? ink, style.background ?? paper)
        let wanted = faint.contains(role) ? 1.5 : 3.0
        #expect(ratio >= wanted, "\(role.name) on \(ground.name): \(ratio)")
      }
    }
  }
}

/// The contrast ratio of WCAG 2.1, 1 to 21.
private func contrast(_ one: Color, _ other: Color) -> Double {
  let (first, second) = (luminance(one), luminance(other))
  return (max(first, second) + 0.05) / (min(first, second) + 0.05)
}

private func luminance(_ color: Color) -> Double {
  guard case .rgb(let red, let green, let blue) = color else { return 0 }
  let parts = [red, green, blue].map { value -> Double in
    let share = Double(value) / 255
    // The curve between its linear foot and the power, near enough for a threshold.
    return share * share
  }
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
}
