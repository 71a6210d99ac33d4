import Terminal
import Testing

@Suite struct TableLayoutTests {
  private let columns = [
    TableColumn("Customer", minimum: 10, ideal: 20, priority: 100, isFlexible: true),
    TableColumn("Health", minimum: 6, ideal: 6, priority: 90, alignment: .trailing),
    TableColumn("Renewal", minimum: 8, ideal: 10, priority: 80),
    TableColumn("Owner", minimum: 6, ideal: 12, priority: 10),
  ]

  /// The columns as a drawing: each as wide as it is, named by its first letter.
  private func drawing(width: Int) -> String {
    let layout = TableLayout(columns, width: width, gap: 2)
    var line = Array(repeating: Character(" "), count: width)
    for placed in layout.columns {
      let letter = Character(String(columns[placed.index].title.text.prefix(1)))
      for column in placed.column..<min(placed.column + placed.width, width) {
        line[column] = letter
      }
    }
    return String(line)
  }

  @Test(arguments: [
    (66, "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC  HHHHHH  RRRRRRRRRR  OOOOOOOOOOOO"),
    (44, "CCCCCCCCCCCCCCCCCC  HHHHHH  RRRRRRRR  OOOOOO"),
    (36, "CCCCCCCCCC  HHHHHH  RRRRRRRR  OOOOOO"),
    (35, "CCCCCCCCCCCCCCCCC  HHHHHH  RRRRRRRR"),
    (20, "CCCCCCCCCCCC  HHHHHH"),
    (17, "CCCCCCCCCCCCCCCCC"),
    (4, "CCCC"),
  ])
  func `unimportant columns go first, and what is left is shared`(width: Int, drawn: String) {
    #expect(drawing(width: width) == drawn)
  }

  @Test func `a table fits at any width, and dropped columns are named`() {
    for width in 0...200 {
      let layout = TableLayout(columns, width: width)
      let right = layout.columns.map { $0.column + $0.width }.max() ?? 0
      #expect(right <= width, "width \(width)")
      #expect(layout.columns.count + layout.dropped.count == columns.count)
    }
    #expect(TableLayout(columns, width: 20).dropped == [2, 3])
    #expect(TableLayout([], width: 80).columns.isEmpty)
  }
}
