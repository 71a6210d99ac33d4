import Terminal

/// The list of themes beside the page, which is drawn in the one under the cursor.
struct ThemeChooser: Equatable {
  /// Empty until the files were read.
  private(set) var offers: [ThemeOffer] = []
  private var selected: String
  private var scroll = ScrollWindow()

  /// - Parameter current: The theme in use.
  init(current: Theme) { selected = current.name }

  /// Shows what there is; the cursor stays on its theme.
  mutating func take(_ offers: [ThemeOffer]) {
    self.offers = offers
    if chosen == nil, let first = offers.first { selected = first.name }
  }

  /// The theme under the cursor.
  var chosen: ThemeOffer? { offers.first { $0.name == selected } }

  private var index: Int { offers.firstIndex { $0.name == selected } ?? 0 }

  /// Moves the cursor; false when the key does not.
  mutating func handle(_ press: KeyPress) -> Bool {
    let motion: Motion? =
      switch press.key {
      case .down, .character("j"): .next
      case .up, .character("k"): .previous
      case .pageDown: .pageDown
      case .pageUp: .pageUp
      case .home, .character("g"): .first
      case .end, .character("G"): .last
      default: nil
      }
    guard let motion, !offers.isEmpty else { return false }
    selected = offers[motion.target(from: index, count: offers.count, page: 5)].name
    return true
  }

  /// A panel on the right; the page stays as bright as it is.
  mutating func draw(on canvas: inout Canvas, glyphs: GlyphSet) {
    let width = min(canvas.columns * 3 / 5, 38)
    let body = canvas.bounds.splitTop(1).rest.splitBottom(1).rest
    let panel = body.splitTrailing(width).trailing
    let inside = canvas.box(panel, title: "Themes", glyphs: glyphs, ground: .dialog)
    let (list, foot) = inside.splitBottom(inside.rows >= 12 ? 6 : 2)
    guard !offers.isEmpty else {
      canvas.within(list) { $0.paragraph("Reading the themes…") }
      return
    }
    scroll.reveal(index, count: offers.count, rows: list.rows)
    let window = scroll.visible(count: offers.count, rows: list.rows)
    for (row, place) in window.enumerated() {
      let area = Rect(row: list.row + row, column: list.column, rows: 1, columns: list.columns)
      canvas.within(area) { draw(offers[place], on: &$0, glyphs: glyphs) }
    }
    canvas.scrollBar(in: list, offset: window.lowerBound, count: offers.count, glyphs: glyphs)
    canvas.within(foot) { drawFoot(on: &$0, glyphs: glyphs) }
  }

  private func draw(_ offer: ThemeOffer, on canvas: inout Canvas, glyphs: GlyphSet) {
    if offer.name == selected {
      canvas.fill(ground: .selection)
      canvas.write(glyphs.cursor, row: 0, role: .accent)
      canvas.placeCursor(row: 0, column: 0)
    }
    let note: SafeText = offer.problems.isEmpty ? (offer.isOwn ? "own" : "") : "mistake"
    let room = max(canvas.columns - note.width - 5, 1)
    canvas.write(SafeText(sanitizing: offer.name, limit: room), row: 0, column: 2)
    canvas.write(
      note, row: 0, column: canvas.columns - note.width - 2,
      role: offer.problems.isEmpty ? .muted : .warning)
  }

  /// What the theme says of itself, or what is wrong with it, above its signs and the keys.
  private func drawFoot(on canvas: inout Canvas, glyphs: GlyphSet) {
    guard let chosen else { return }
    let problem = chosen.problems.first
    let about = SafeText(sanitizing: problem ?? chosen.about)
    let lines = canvas.rows - 2
    for (row, line) in about.wrapped(to: canvas.columns - 1).prefix(max(lines, 0)).enumerated() {
      canvas.write(line, row: row, column: 1, role: problem == nil ? .muted : .warning)
    }
    var column = 1
    for (sign, word, role) in [
      (glyphs.good, "good", Role.good), (glyphs.watch, "watch", .watch),
      (glyphs.risk, "risk", .risk), (glyphs.unknown, "unknown", .unknown),
    ] as [(SafeText, SafeText, Role)] {
      let text = canvas.columns >= 35 ? sign + " " + word : sign
      column = canvas.write(text, row: canvas.rows - 2, column: column, role: role) + 2
    }
    HintLine([
      .init(key: "enter", title: "keeps"), .init(key: "esc", title: "back"),
    ]).draw(on: &canvas, row: canvas.rows - 1, column: 1)
  }
}

extension AppState {
  /// Lists the themes there are now; without any there is nothing to choose.
  mutating func take(_ offers: [ThemeOffer]) -> [AppEffect] {
    guard case .themes(var chooser) = overlay else { return [] }
    chooser.take(offers)
    overlay = offers.isEmpty ? nil : .themes(chooser)
    let shown = chooser.chosen.map { AppEffect.useTheme($0.theme) }
    return [shown ?? .say("There are no themes to choose from.")]
  }

  /// Every move shows the theme at once; Enter keeps it.
  mutating func takeChooser(_ chooser: ThemeChooser, _ input: InputEvent) -> [AppEffect] {
    var chooser = chooser
    guard case .key(let press) = input else { return [] }
    if press == KeyPress(.enter), let chosen = chooser.chosen { return keep(chosen) }
    guard chooser.handle(press) else { return [] }
    overlay = .themes(chooser)
    return chooser.chosen.map { [.useTheme($0.theme)] } ?? []
  }

  private mutating func keep(_ offer: ThemeOffer) -> [AppEffect] {
    let name = SafeText(sanitizing: offer.name, limit: 40)
    guard offer.isReadable else {
      return [.warn(SafeText(sanitizing: offer.problems.first ?? ""))]
    }
    overlay = nil
    look.theme = offer.theme
    return [.keepTheme(offer.name), .say("\(name) is kept in config.yaml.")]
  }
}
