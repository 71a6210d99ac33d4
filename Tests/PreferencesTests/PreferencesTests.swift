import Foundation
import Preferences
import Support
import Terminal
import Testing
import YAMLText

@Suite struct PreferencesTests {
  private let directory: TemporaryDirectory
  private var folder: PreferenceFolder { PreferenceFolder(path: directory.path) }

  init() throws { directory = try TemporaryDirectory() }

  private func read(
    config: String? = nil, keymap: String? = nil, environment: [String: String] = [:]
  ) throws -> Preferences {
    if let config { try directory.write(config, to: "config.yaml") }
    if let keymap { try directory.write(keymap, to: "keymap.yaml") }
    return Preferences.read(folder, environment: environment)
  }

  /// With `~` for the folder.
  private func words(_ problems: [PreferenceProblem]) -> [String] {
    problems.map { $0.description.replacing(directory.path, with: "~") }
  }

  private func mode(of name: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: directory.path(of: name))
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  @Test func `without files the defaults count`() throws {
    let nowhere = PreferenceFolder(path: directory.path(of: "no/such/folder"))
    let preferences = Preferences.read(nowhere, environment: [:])
    #expect(preferences == Preferences(folder: nowhere))
    #expect(preferences.theme == .tamarack && preferences.problems.isEmpty)
  }

  @Test func `everything can be set`() throws {
    let preferences = try read(
      config: """
        theme: aurora
        appearance: dark
        mouse: off
        glyphs: ascii
        colors: 256
        accessible: yes
        """)
    #expect(preferences.problems.isEmpty)
    #expect(preferences.theme.name == "aurora")
    let settings = preferences.settings
    #expect(settings.theme == .one("aurora") && settings.appearance == .dark)
    #expect(!settings.mouse && settings.glyphs == .ascii && settings.accessible)
    let options = settings.terminalOptions(environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(options.tier == .indexed256 && !options.usesMouse && options.type == "xterm")
    #expect(settings.glyphSet(insteadOf: .unicode) == .ascii)
    #expect(Settings().glyphSet(insteadOf: .unicode) == .unicode)
  }

  @Test func `what cannot be used is named with its line, and its default counts`() throws {
    let preferences = try read(
      config: """
        theme: auroar
        colour: 256
        mouse: maybe
        glyphs: [ascii]
        colors: lots
        appearance:
        accessible: on
        """)
    #expect(preferences.theme == .tamarack && preferences.settings.accessible)
    #expect(
      words(preferences.problems) == [
        "~/config.yaml:6: appearance is empty: write auto, dark or light",
        "~/config.yaml:3: mouse is \"maybe\": write on or off",
        "~/config.yaml:4: glyphs is a list: write auto, unicode or ascii",
        "~/config.yaml:5: colors is \"lots\": write auto, direct, 256, 16 or none",
        "~/config.yaml:2: \"colour\" means nothing here: did you mean colors?",
        "~/config.yaml:1: there is no theme \"auroar\": did you mean aurora?",
      ])
  }

  @Test func `a file that is no YAML, no text or too long leaves the defaults`() throws {
    #expect(
      words(try read(config: "theme: [aurora\nmouse: on\n").problems).first?
        .hasPrefix("~/config.yaml:2: is not YAML (") == true)
    #expect(
      words(try read(config: "just words").problems) == [
        "~/config.yaml:1: the file is \"just words\": write lines of \"key: value\""
      ])
    try directory.write([0xFF, 0xFE, 0x00], to: "config.yaml")
    #expect(
      words(try read().problems) == ["~/config.yaml: is not UTF-8 text: save it as UTF-8"])
    try directory.write(String(repeating: "#", count: 300_000), to: "config.yaml")
    #expect(
      words(try read().problems)
        == ["~/config.yaml: is longer than 256 KiB, which no settings need"])
  }

  @Test func `a folder in the place of a file is said to be one`() throws {
    try directory.write("", to: "config.yaml/x")
    #expect(
      words(try read().problems)
        == ["~/config.yaml: could not be read: Is a directory; the defaults are used"])
  }

  @Test(arguments: [
    ("15;0", "auto", "tamarack"), ("0;15", "auto", "tamarack-light"),
    ("0;default;7", "auto", "tamarack-light"), ("nonsense", "auto", "tamarack"),
    ("15;0", "light", "tamarack-light"), ("0;15", "dark", "tamarack"),
  ])
  func `a light terminal gets the light one of a pair`(
    colors: String, appearance: String, theme: String
  ) throws {
    let preferences = try read(
      config: "appearance: \(appearance)", environment: ["COLORFGBG": colors])
    #expect(preferences.theme.name == theme)
  }

  @Test(
    arguments: [
      "", "appearance: dark", "theme: tamarack-light", "theme: phosphor",
      "theme: {dark: phosphor, light: paper}", "theme: {dark: paper, light: phosphor}",
    ], [nil, "15;0", "0;15"])
  func `whether the terminal asks for another theme is known without reading again`(
    config: String, before: String?
  ) throws {
    let old = before.map { ["COLORFGBG": $0] } ?? [:]
    let preferences = try read(config: config, environment: old)
    for colors in ["15;0", "0;15"] {
      let now = ["COLORFGBG": colors]
      let isAnother = Preferences.read(folder, environment: now).theme != preferences.theme
      #expect(preferences.mayChange(from: old, to: now) == isAnother, "\(colors)")
    }
    #expect(!preferences.mayChange(from: old, to: old))
  }

  @Test func `any two themes make a pair`() throws {
    let config = "theme: {dark: phosphor, light: paper}"
    #expect(try read(config: config).theme.name == "phosphor")
    #expect(try read(config: config, environment: ["COLORFGBG": "0;15"]).theme.name == "paper")
  }

  @Test func `keeping a theme changes its line and nothing else`() throws {
    let before =
      "# mine\nmouse: off # no mouse\n\ntheme:   {dark: aurora,\n  light: frost}\ncolors: 16\n"
    try directory.write(before, to: "config.yaml")
    try folder.keep(theme: "safe-red-green")
    #expect(
      try directory.read("config.yaml")
        == "# mine\nmouse: off # no mouse\n\ntheme: safe-red-green\ncolors: 16\n")
    #expect(try read().theme.name == "safe-red-green")
  }

  @Test(arguments: [
    ("theme: aurora # mine", "theme: frost # mine"),
    ("theme: \"aurora\"\t# a # b", "theme: frost\t# a # b"),
    ("theme: 'no # comment'", "theme: frost"),
    ("theme: [a, # half\n  b] # end", "theme: frost"),
  ])
  func `the comment behind the theme stays`(before: String, after: String) throws {
    try directory.write(before + "\n", to: "config.yaml")
    try folder.keep(theme: "frost")
    #expect(try directory.read("config.yaml") == after + "\n")
  }

  @Test func `a file with the line ends of another system keeps them and its comments`() throws {
    let before = "theme: aurora # mine\r\n# my notes\r\n\r\nmouse: off\r\n"
    try directory.write(before, to: "config.yaml")
    try folder.keep(theme: "frost")
    #expect(
      try directory.read("config.yaml") == before.replacing("aurora", with: "frost"))
    try directory.write("# my notes\r\nmouse: off", to: "config.yaml")
    try folder.keep(theme: "frost")
    #expect(
      try directory.read("config.yaml") == "# my notes\r\nmouse: off\r\ntheme: frost\r\n")
  }

  @Test func `a theme chosen on a light terminal is not changed for its pair`() throws {
    let light = ["COLORFGBG": "0;15"]
    try folder.keep(theme: "tamarack", environment: light)
    #expect(
      try directory.read("config.yaml") == "theme:\n  dark: tamarack\n  light: tamarack\n")
    #expect(Preferences.read(folder, environment: light).theme.name == "tamarack")
    try folder.keep(theme: "frost", environment: light)
    #expect(try directory.read("config.yaml") == "theme: frost\n")
  }

  @Test func `what is changed is read again, and a slip in a file leaves it as it was`() throws {
    try directory.write("inherits: ember\n", to: "themes/mine.yaml")
    var preferences = try read(config: "theme: mine\nmouse: off\n", keymap: "quit: x\n")
    let ember = preferences.theme.styles

    try directory.write("theme: mine\nmouse: perhaps\n", to: "config.yaml")
    try directory.write("inherits: frost\n", to: "themes/mine.yaml")
    try directory.write("quit: [\n", to: "keymap.yaml")
    preferences = preferences.readAgain(environment: [:])
    #expect(!preferences.settings.mouse && preferences.keymap.line(of: "quit") == 1)
    #expect(preferences.theme.styles != ember, "the theme's file has no mistake")
    #expect(preferences.problems.count == 2)
    let frost = preferences.theme

    try directory.write("theme: mine\nmouse: on\n", to: "config.yaml")
    try directory.write("inherits: ember\nroles:\n  txt: red\n", to: "themes/mine.yaml")
    preferences = preferences.readAgain(environment: [:])
    #expect(preferences.settings.mouse && preferences.theme == frost)
    #expect(
      preferences.problems.map { $0.description(within: folder) }
        .contains("themes/mine.yaml:3: \"txt\" is no role: did you mean text?"))
  }

  @Test func `a theme is kept in a new folder that only its owner may enter`() throws {
    let folder = PreferenceFolder(path: directory.path(of: "new/tamarack"))
    try folder.keep(theme: "ember")
    #expect(try directory.read("new/tamarack/config.yaml") == "theme: ember\n")
    #expect(try mode(of: "new/tamarack") == 0o700)
    #expect(try mode(of: "new/tamarack/config.yaml") == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["config.yaml"])
  }

  @Test func `a file that is a link stays one`() throws {
    try directory.write("mouse: off\n", to: "dotfiles/config.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: directory.path(of: "config.yaml"),
      withDestinationPath: directory.path(of: "dotfiles/config.yaml"))
    try folder.keep(theme: "frost")
    #expect(try directory.read("dotfiles/config.yaml") == "mouse: off\ntheme: frost\n")
  }

  @Test func `a file that cannot be changed safely is left alone`() throws {
    for text in ["{theme: aurora, mouse: off}\n", "theme: [\n", "- theme\n"] {
      try directory.write(text, to: "config.yaml")
      #expect(throws: PreferenceProblem.self) { try folder.keep(theme: "frost") }
      #expect(try directory.read("config.yaml") == text)
    }
  }

  @Test func `keys are read by long name, and every problem has its line`() throws {
    let preferences = try read(
      keymap: """
        portfolio.sort: [o, ctrl+o]
        log.line: x
        edit.undo: []
        sync.now:
        quit: {a: b}
        edit.rdo: U
        help: x
        """)
    let entries = preferences.keymap.entries
    #expect(entries.map(\.id) == ["portfolio.sort", "log.line", "edit.undo", "edit.rdo", "help"])
    #expect(entries.map(\.keys) == [["o", "ctrl+o"], ["x"], [], ["U"], ["x"]])
    #expect(entries.map(\.line) == [1, 2, 3, 6, 7])
    #expect(
      words(preferences.problems) == [
        "~/keymap.yaml:4: sync.now is empty: "
          + "write a key such as ctrl+k, a list of keys, or [] for none",
        "~/keymap.yaml:5: quit is a group of keys: "
          + "write a key such as ctrl+k, a list of keys, or [] for none",
      ])
  }

  @Test func `reports of tickets have a folder of their own`() throws {
    let report = YAMLValue(.table([.init(key: "group", value: YAMLValue("priority"))]))
    try folder.keep(report, asView: "Urgent", .tickets)
    #expect(folder.viewNames(.tickets) == ["Urgent"])
    #expect(folder.viewNames() == [])
    #expect(try folder.view(named: "Urgent", .tickets)?["group"]?.text == "priority")
    try folder.removeView(named: "Urgent", .tickets)
    #expect(folder.viewNames(.tickets) == [])
  }

  @Test func `views are kept, listed and removed by name, and never outside their folder`() throws {
    let view = YAMLValue(.table([.init(key: "sort", value: YAMLValue("-arr"))]))
    try folder.keep(view, asView: "Renewals in Q3")
    try folder.keep(view, asView: "big ones")
    #expect(folder.viewNames() == ["Renewals in Q3", "big ones"])
    #expect(try folder.view(named: "big ones")?["sort"]?.text == "-arr")
    #expect(try mode(of: "views/big ones.yaml") == 0o600)
    try folder.removeView(named: "big ones")
    #expect(folder.viewNames() == ["Renewals in Q3"])
    #expect(try folder.view(named: "big ones") == nil)
    for name in ["../config", "a/b", ".hidden", "", "tab\there"] {
      #expect(throws: PreferenceProblem.self) { try folder.keep(view, asView: name) }
      #expect(try folder.view(named: name) == nil)
    }
  }
}
