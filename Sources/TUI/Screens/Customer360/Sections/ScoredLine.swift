import CustomerSuccess
import Terminal

/// What one line of the scorecard shows: of a measure, or of all of them together.
struct ScoredLine {
  var title: SafeText
  var titleRole = Role.muted
  var score: Double?
  var color: Sentiment?
  /// How much of the overall health it decides.
  var share: SafeText = ""
  var trend: SafeText = ""
  var history: [Double?] = []
  var age: SafeText = ""
  /// Where the whole finds no room.
  var shortAge: SafeText = ""
  var ageRole = Role.muted
  var comment: SafeText = ""

  private static let columns = [
    TableColumn("Measure", minimum: 18, ideal: 18, priority: 9),
    TableColumn("Score", minimum: 12, ideal: 12, priority: 8),
    TableColumn("Decides", minimum: 4, ideal: 4, priority: 7),
    TableColumn("Trend", minimum: 1, ideal: 1, priority: 6),
    TableColumn("History", minimum: 8, ideal: 8, priority: 4),
    TableColumn("Set", minimum: 7, ideal: 10, priority: 5),
    TableColumn("Comment", minimum: 16, ideal: 40, priority: 3, isFlexible: true),
  ]

  fileprivate static func layout(width: Int) -> TableLayout {
    TableLayout(columns, width: width, gap: 1)
  }

  static func hasRoomForComment(width: Int) -> Bool {
    !layout(width: width).dropped.contains(columns.count - 1)
  }
}

extension Canvas {
  /// Name, score, what it decides, trend, history, age, comment; what finds no room is left out.
  mutating func scored(_ line: ScoredLine, _ frame: SectionFrame) {
    let history = Charts.sparkline(line.history, range: 0...100, glyphs: frame.glyphs)
    let texts: [(SafeText, Role)] = [
      (line.title, line.titleRole), ("", .text), (line.share, .muted), (line.trend, .text),
      (history, .chart), (line.age, line.ageRole), (line.comment, .muted),
    ]
    for place in ScoredLine.layout(width: columns).columns {
      within(Rect(row: 0, column: place.column, rows: 1, columns: place.width)) { canvas in
        let (text, role) = texts[place.index]
        switch place.index {
        case 1: canvas.health(line.color, score: line.score, glyphs: frame.glyphs)
        case 2: canvas.trailing(text, role: role)
        case 5 where text.width > place.width: canvas.write(line.shortAge, row: 0, role: role)
        default: canvas.write(text.truncated(to: place.width), row: 0, role: role)
        }
      }
    }
  }
}
