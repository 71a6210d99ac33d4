import CustomerSuccess
import ReplicaStore
import Terminal

/// The 360 of one customer without its frame; two of them may stand side by side.
struct CustomerPane: Equatable {
  let id: Account.ID
  /// Nil until it was read.
  var page: CustomerPage? { didSet { made = PaneLines() } }
  /// Whether reading ended without the customer: it left the book, or never was in it.
  var isMissing = false
  var sections = SectionBox.all { didSet { made = PaneLines() } }
  /// One for each section by its name, and one for the page of all.
  var cursors: [String: ListCursor<LineID>] = [:]
  /// Items that lie open.
  var opened: Set<LineID> = [] { didSet { made = PaneLines() } }
  /// The lines shown last.
  private var made = PaneLines()

  init(id: Account.ID) { self.id = id }

  var name: String { page?.customer.name ?? "" }
  /// What it needs whichever section is shown.
  var readings: [Load] { [Load(CustomerReading(id: id))] }

  func section(named name: String) -> (any CustomerSection)? {
    sections.first { $0.name == name }?.section
  }

  mutating func take(_ loaded: Loaded) {
    if let page = loaded.answer(to: CustomerReading(id: id)) {
      self.page = page
      isMissing = page == nil
    }
    for index in sections.indices { sections[index].section.take(loaded, of: id) }
  }
}

/// A line of the 360; parts of an opened item come after its first line.
nonisolated struct LineID: Hashable, Sendable {
  let section: String
  /// Empty for a line that only says something.
  let item: String
  let part: Int

  /// The line of the item itself.
  var head: LineID { LineID(section: section, item: item, part: 0) }
}

/// A line with its place on the 360.
struct PlacedLine {
  let id: LineID
  let line: SectionLine
  /// Whether it stands over a section on the page of all sections.
  var isSectionTitle = false

  var isSelectable: Bool { line.heading == nil && !line.isPassive }
}

/// The lines of a pane, and where each of them is.
struct PaneLines {
  /// What they depend on besides what was read.
  struct Look: Equatable {
    let name: String?
    let width: Int
    private let surroundings: Surroundings

    /// No age that is shown counts in less than minutes.
    init(name: String?, width: Int, _ surroundings: Surroundings) {
      self.name = name
      self.width = width
      var surroundings = surroundings
      surroundings.now = Instant(
        secondsSinceEpoch: surroundings.now.microseconds / 60_000_000 * 60)
      self.surroundings = surroundings
    }
  }

  /// Nil before any was made.
  let look: Look?
  let all: [PlacedLine]
  /// Those that the cursor can stand on.
  let selectable: [PlacedLine]
  let selectableIDs: [LineID]
  /// As the list shows them.
  let rows: [ListLine<LineID>]
  private let places: [LineID: Int]

  init(_ look: Look? = nil, _ lines: [PlacedLine] = []) {
    self.look = look
    all = lines
    selectable = lines.filter(\.isSelectable)
    selectableIDs = selectable.map(\.id)
    rows = lines.map { placed in
      guard let heading = placed.line.heading, placed.isSectionTitle || look?.name != nil else {
        return .item(placed.id)
      }
      return .heading(heading)
    }
    places = Dictionary(
      zip(lines.map(\.id), lines.indices), uniquingKeysWith: { first, _ in first })
  }

  subscript(id: LineID) -> PlacedLine? { places[id].map { all[$0] } }
}

extension PaneLines: Equatable {
  /// They follow from the rest of the pane.
  static func == (left: Self, right: Self) -> Bool { true }
}

extension CustomerPane {
  func frame(for section: String, width: Int, surroundings: Surroundings) -> SectionFrame? {
    page.map { page in
      SectionFrame(
        page: page, width: width, surroundings: surroundings,
        opened: Set(opened.filter { $0.section == section }.map(\.item)))
    }
  }

  /// The lines of a section, or of all on one page when there is no name; made anew only when what
  /// they say may have changed.
  mutating func lines(
    of name: String?, width: Int, surroundings: Surroundings
  ) -> PaneLines {
    let look = PaneLines.Look(name: name, width: width, surroundings)
    if made.look != look {
      made = PaneLines(look, makeLines(of: name, width: width, surroundings: surroundings))
    }
    return made
  }

  private func makeLines(of name: String?, width: Int, surroundings: Surroundings) -> [PlacedLine] {
    guard let name else {
      return sections.flatMap { box in
        [sectionTitle(box.name)]
          + makeLines(of: box.name, width: width, surroundings: surroundings)
      }
    }
    guard let section = section(named: name),
      let frame = frame(for: name, width: width, surroundings: surroundings)
    else { return [] }
    var parts: [String: Int] = [:]
    return section.lines(in: frame).map { line in
      let item = line.item ?? ""
      // The first line of an item is its part 0; of what has no item, any line may be the first.
      let part = line.item != nil && line.part == 0 ? 0 : parts[item, default: 0] + 1
      parts[item] = part
      return PlacedLine(id: LineID(section: name, item: item, part: part), line: line)
    }
  }

  private func sectionTitle(_ name: String) -> PlacedLine {
    let title = CustomerSections.type(named: name)?.title ?? ""
    return PlacedLine(
      id: LineID(section: name, item: "", part: 0), line: .heading(title), isSectionTitle: true)
  }
}
