import CustomerSuccess
import ReplicaStore
import Terminal

/// What a section may know when it makes its lines.
struct SectionFrame {
  let page: CustomerPage
  /// Cells of one line.
  let width: Int
  let surroundings: Surroundings
  /// The items of the section that lie open.
  let opened: Set<String>

  var customer: Account.ID { page.customer.id }
  var today: Day { surroundings.today }
  var now: Instant { surroundings.now }
  var glyphs: GlyphSet { surroundings.glyphs }
  var keys: KeyNames { surroundings.keys }
  /// Of the customer's amounts, where a row says nothing else.
  var currency: Currency? {
    page.customer.account[Account.currency].flatMap { Currency(code: $0) }
  }

  /// Whether the row holds an edit that the service has not confirmed.
  func isUnsent(_ row: Row) -> Bool { page.unsent.contains(RowKey(row.table, row.id)) }

  func isOpen(_ item: String) -> Bool { opened.contains(item) }
}

/// One line of a section.
struct SectionLine {
  typealias Drawing = (inout Canvas) -> Void

  /// Where a line's value comes from, for the page about it.
  struct Source {
    var row: Row
    /// Nil for the row as a whole.
    var column: Column?
  }

  /// What commands are about; nil for a line that only says something.
  var item: String?
  /// Zero for the item's own line; what lies open below it counts from one.
  var part = 0
  /// Over what follows; the cursor passes it by.
  var heading: SafeText?
  var source: Source?
  /// Words that a search finds although they are not drawn, such as the rest of a cut text.
  var words = ""
  /// Whether the cursor passes it by, as it does a heading.
  var isPassive = false
  /// Draws the line in a canvas of one row.
  var draw: Drawing = { _ in }

  static func heading(_ title: SafeText) -> SectionLine { SectionLine(heading: title) }

  /// A line that commands may be about; its id is one of the section's own.
  static func item(
    _ id: String, _ source: Source? = nil, words: String = "", draw: @escaping Drawing
  ) -> SectionLine {
    SectionLine(item: id, source: source, words: words, draw: draw)
  }

  /// A line that only says something.
  static func text(_ text: SafeText, role: Role = .text) -> SectionLine {
    SectionLine { $0.write(text, row: 0, role: role) }
  }

  /// A sentence over as many lines as it takes: why there is nothing, say.
  static func note(_ text: SafeText, in frame: SectionFrame) -> [SectionLine] {
    text.wrapped(to: max(frame.width, 1)).map { .text($0, role: .muted) }
  }

  /// Text that lies open below an item, indented.
  static func details(
    of item: String, _ texts: [SafeText], in frame: SectionFrame, role: Role = .text
  ) -> [SectionLine] {
    let wrapped = texts.flatMap { $0.wrapped(to: max(frame.width - detailIndent, 1)) }
    return wrapped.map { text in
      SectionLine(item: item, part: 1) { $0.write(text, row: 0, column: detailIndent, role: role) }
    }
  }

  /// A picture of several rows, such as a chart, as that many lines.
  static func block(
    _ item: String? = nil, rows: Int, draw: @escaping Drawing
  ) -> [SectionLine] {
    let picture = Picture(rows: max(rows, 0), draw: draw)
    return (0..<max(rows, 0)).map { row in
      SectionLine(item: item, part: item == nil ? 0 : 1) { picture.draw(row, on: &$0) }
    }
  }

  /// What a section shows until it was read.
  static func loading(_ frame: SectionFrame) -> [SectionLine] {
    note(frame.surroundings.waiting, in: frame)
  }

  private static let detailIndent = 2
}

/// A picture of several rows that is drawn once and not once for each of its rows.
private final class Picture {
  private let rows: Int
  private let drawing: SectionLine.Drawing
  /// As it was drawn last.
  private var buffer = CellBuffer(size: Size(rows: 0, columns: 0))

  init(rows: Int, draw: @escaping SectionLine.Drawing) {
    self.rows = rows
    drawing = draw
  }

  func draw(_ row: Int, on canvas: inout Canvas) {
    if buffer.size.columns != canvas.columns {
      var whole = Canvas(size: Size(rows: rows, columns: canvas.columns))
      drawing(&whole)
      buffer = whole.buffer
    }
    guard !canvas.put(Array(buffer.row(row))) else { return }
    // A part of the line is out of sight.
    canvas.within(Rect(row: -row, column: 0, rows: rows, columns: canvas.columns), drawing)
  }
}
