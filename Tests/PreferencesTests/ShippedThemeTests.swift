import Foundation
import Preferences
import Support
import Testing

@testable import Terminal

@Suite struct ShippedThemeTests {
  /// Without files of a person's own.
  private static let library = ThemeLibrary(folder: PreferenceFolder(path: "/nonexistent"))
  /// Those that say their colors outright; the others take what the terminal has.
  private static let painted = ShippedThemes.names.filter { !["terminal", "mono"].contains($0) }

  private static let folder: URL = {
    // This file is Tests/PreferencesTests/ShippedThemeTests.swift.
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("themes")
  }()

  private func theme(_ name: String) -> Theme { Self.library.theme(named: name).theme }

  @Test func `the program carries every file of the folder as it is`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let themes = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(Set(themes) == Set(ShippedThemes.names))
    for name in ShippedThemes.names {
      let file = Self.folder.appendingPathComponent("\(name).yaml")
      #expect(ShippedThemes.text(of: name) == (try String(contentsOf: file, encoding: .utf8)))
    }
  }

  @Test(arguments: ShippedThemes.names)
  func `a shipped theme has no problem, a style for every role, and a pair that knows it`(
    name: String
  ) throws {
    let reading = Self.library.theme(named: name)
    #expect(reading.problems.isEmpty)
    let theme = reading.theme
    #expect(theme.name == name)
    #expect(Set(theme.styles.keys) == Set(Role.allCases))
    if let pair = theme.pair {
      let other = self.theme(pair)
      #expect(other.pair == name && other.appearance != theme.appearance)
    }
    let entry = try #require(Self.library.entries().first { $0.name == name })
    #expect(!entry.about.isEmpty && entry.about.count <= 70)
  }

  @Test func `the default as a value is the default as a file`() throws {
    // Through a child that adds nothing, as the name itself takes the short way.
    let directory = try TemporaryDirectory()
    try directory.write("inherits: tamarack\n", to: "themes/tamarack.yaml")
    let library = ThemeLibrary(folder: PreferenceFolder(path: directory.path))
    var theme = library.theme(named: "tamarack").theme
    theme.pair = Theme.tamarack.pair
    #expect(theme == .tamarack)
    #expect(
      try String(contentsOf: Self.folder.appendingPathComponent("tamarack.yaml"), encoding: .utf8)
        .contains("\npair: tamarack-light\n"))
  }

  @Test func `the terminal's theme is what every theme is on sixteen colors`() {
    let theme = theme("terminal")
    for role in Role.allCases {
      #expect(theme.style(of: role) == theme.style(of: role, tier: .sixteen), "\(role.name)")
    }
    let mono = self.theme("mono")
    for role in Role.allCases {
      #expect(mono.style(of: role) == mono.style(of: role, tier: .mono), "\(role.name)")
    }
  }

  // MARK: Contrast

  private static let texts: [Role] = [
    .text, .muted, .accent, .title, .link, .header, .headerSorted, .marked, .changed, .hint, .key,
    .tab, .tabActive, .good, .watch, .risk, .unknown, .error, .warning, .info, .badge,
  ]
  private static let grounds: [Role] = [
    .text, .selection, .selectionInactive, .status, .input, .tile, .dialog,
  ]
  /// Text that brings its own ground.
  private static let whole: [Role] = [
    .statusAlert, .input, .inputPlaceholder, .inputInvalid, .match, .badgeGood, .badgeWatch,
    .badgeRisk, .badgeInfo, .tileTitle, .dialogTitle,
  ]
  private static let decorations: [Role] = [.border, .chart, .chartFaint, .shade] + Role.series

  /// What a theme that leaves the terminal's own background may lie on.
  private static let papers: [Color] = [
    .rgb(0, 0, 0), .rgb(0x16, 0x18, 0x1C), .rgb(0x1E, 0x1E, 0x1E), .rgb(0x24, 0x28, 0x2E),
  ]
  /// The terminal's own text color there.
  private static let ink = Color.rgb(0xD0, 0xD4, 0xD8)

  private func contrast(_ role: Role, on ground: Role, in theme: Theme) throws -> Double {
    let style = theme.style(of: role, on: ground)
    let text = try #require(LinearColor(style.foreground ?? Self.ink))
    let papers = style.background.map { [$0] } ?? Self.papers
    return try papers.map { text.contrast(with: try #require(LinearColor($0))) }.min() ?? 0
  }

  @Test(arguments: painted)
  func `text can be read on everything it lies on`(name: String) throws {
    let theme = theme(name)
    let isHigh = name.hasPrefix("contrast")
    for ground in Self.grounds {
      for role in Self.texts {
        let ratio = try contrast(role, on: ground, in: theme)
        #expect(ratio >= (isHigh ? 7 : 4.5), "\(role.name) on \(ground.name): \(ratio)")
      }
    }
    for role in Self.whole {
      let ratio = try contrast(role, on: role, in: theme)
      #expect(ratio >= (isHigh ? 7 : 4.5), "\(role.name): \(ratio)")
    }
    for ground in [Role.text, .tile, .dialog] {
      for role in Self.decorations {
        let ratio = try contrast(role, on: ground, in: theme)
        #expect(ratio >= (isHigh ? 4.5 : 3), "\(role.name) on \(ground.name): \(ratio)")
      }
    }
  }

  // MARK: Color vision

  @Test(arguments: [
    ("safe-red-green", Deficiency.protanopia), ("safe-red-green", .deuteranopia),
    ("safe-red-green", .tritanopia), ("safe-red-green-light", .protanopia),
    ("safe-red-green-light", .deuteranopia), ("safe-red-green-light", .tritanopia),
    ("safe-blue-yellow", .tritanopia),
  ])
  func `themes for people who lack a cone keep apart what must be told apart`(
    name: String, deficiency: Deficiency
  ) throws {
    let theme = theme(name)
    func least(_ roles: [Role]) throws -> Double {
      let colors = try roles.map { role in
        try #require(theme.style(of: role).foreground.flatMap(LinearColor.init))
          .seen(by: deficiency)
      }
      let pairs = colors.indices.flatMap { one in (one + 1..<colors.count).map { (one, $0) } }
      return pairs.map { colors[$0.0].difference(from: colors[$0.1]) }.min() ?? 0
    }
    #expect(try least([.good, .watch, .risk]) >= 20)
    #expect(try least(Role.series) >= 12)
  }

  // MARK: Few colors

  @Test(arguments: ShippedThemes.names, [ColorTier.indexed256, .sixteen])
  func `fewer colors keep apart what must be told apart`(name: String, tier: ColorTier) {
    let style = encodedStyles(of: theme(name), tier: tier)
    let isPlain = name == "mono" && tier != .sixteen
    var groups: [[Role]] = [
      [.text, .selection], [.text, .selectionInactive], [.selection, .selectionInactive],
      [.text, .status], [.text, .input], [.text, .match], [.selection, .match], [.good, .risk],
      [.status, .statusAlert], [.input, .inputInvalid], [.tab, .tabActive],
    ]
    if !isPlain { groups += [[.good, .watch, .risk, .unknown], Role.series] }
    for group in groups {
      #expect(Set(group.map { style[$0] }).count == group.count, "\(group.map(\.name))")
    }
  }

  /// What is sent to a terminal for each role; as text, which is all that it takes to compare.
  private func encodedStyles(of theme: Theme, tier: ColorTier) -> [Role: String] {
    let palette = StylePalette(theme: theme, tier: tier, colors: tier == .sixteen ? 16 : 256)
    return Dictionary(
      uniqueKeysWithValues: Role.allCases.map { ($0, "\(palette.style(role: $0, ground: $0))") })
  }

  // MARK: The page on themes

  @Test func `the example of the page on themes is one, and the page lists every role`() throws {
    let page = try String(
      contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
    let example = try #require(page.firstRange(of: "```yaml\n"))
    let end = try #require(page[example.upperBound...].firstRange(of: "```"))
    let directory = try TemporaryDirectory()
    try directory.write(
      String(page[example.upperBound..<end.lowerBound]), to: "themes/harbor.yaml")
    let reading = ThemeLibrary(folder: PreferenceFolder(path: directory.path))
      .theme(named: "harbor")
    #expect(reading.problems.isEmpty && reading.theme.name == "harbor")
    for role in Role.allCases { #expect(page.contains("`\(role.name)`"), "\(role.name)") }
    for name in ShippedThemes.names { #expect(page.contains("`\(name)`"), "\(name)") }
  }
}
