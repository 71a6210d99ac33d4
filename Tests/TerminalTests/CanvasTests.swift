import Support
import Terminal
import Testing

@Suite struct CanvasTests {
  private func draw(rows: Int = 3, columns: Int = 8, _ body: (inout Canvas) -> Void) -> CellBuffer {
    var canvas = Canvas(size: Size(rows: rows, columns: columns))
    body(&canvas)
    return canvas.buffer
  }

  @Test func `text outside the window is cut on every side`() {
    let buffer = draw { canvas in
      canvas.within(Rect(row: 1, column: 2, rows: 1, columns: 4)) { inner in
        inner.write("abcdefgh", row: 0, column: -1)
        inner.write("above", row: -1)
        inner.write("below", row: 1)
      }
    }
    expectScreen(buffer.text, reads: "\n  bcde")
  }

  @Test(arguments: [
    (column: -1, reads: " b"), (column: 0, reads: "日b"), (column: 1, reads: " 日b"),
    (column: 3, reads: "   "),
  ])
  func `a wide character at the edge becomes a space`(column: Int, reads: String) {
    let buffer = draw(rows: 1, columns: 4) { $0.write("日b", row: 0, column: column) }
    expectScreen(buffer.text, reads: reads)
    #expect(buffer.row(0).reduce(0) { $0 + Int($1.width) } == 4)
  }

  @Test(arguments: [(0, "x 語"), (1, " x語"), (2, "日x"), (3, "日 x")])
  func `overwriting half of a wide character blanks the other half`(column: Int, reads: String) {
    let buffer = draw(rows: 1, columns: 4) { canvas in
      canvas.write("日語", row: 0)
      canvas.write("x", row: 0, column: column)
    }
    expectScreen(buffer.text, reads: reads)
  }

  @Test func `a wide character over two halves blanks both neighbors`() {
    let buffer = draw(rows: 1, columns: 4) { canvas in
      canvas.write("日語", row: 0)
      canvas.write("本", row: 0, column: 1)
    }
    expectScreen(buffer.text, reads: " 本")
  }

  @Test func `every row is covered exactly, whatever is written where`() {
    var random = SeededGenerator(seed: 31)
    for _ in 0..<300 {
      let buffer = draw(rows: 4, columns: 13) { canvas in
        for _ in 0..<12 { scribble(on: &canvas, using: &random) }
      }
      for row in 0..<4 {
        var expectsContinuation = false
        for cell in buffer.row(row) {
          #expect((cell.width == 0) == expectsContinuation, "\(random): row \(row)")
          expectsContinuation = cell.width == 2
        }
        #expect(!expectsContinuation, "\(random): half a character at the end of row \(row)")
      }
    }
  }

  private func scribble(on canvas: inout Canvas, using random: inout SeededGenerator) {
    let area = Rect(
      row: .random(in: -1...3, using: &random), column: .random(in: -3...12, using: &random),
      rows: .random(in: 0...4, using: &random), columns: .random(in: 0...9, using: &random))
    let text = SafeText(sanitizing: NastyText.make(using: &random, count: 8))
    canvas.within(area) { inner in
      if Bool.random(using: &random) { inner.fill(ground: .selection) }
      inner.write(
        text, row: .random(in: -1...4, using: &random), column: .random(in: -4...9, using: &random))
    }
  }

  @Test func `marks land on the character before them`() {
    let buffer = draw(rows: 1) { $0.write("ae\u{301}\u{323}日\u{302}b", row: 0) }
    #expect(buffer.text == "ae\u{301}\u{323}日\u{302}b")
    #expect(buffer[0, 1].marks == ["\u{301}", "\u{323}"])
  }

  @Test func `a ground lies under text and is kept by what is written later`() {
    let buffer = draw(rows: 1, columns: 6) { canvas in
      canvas.lay(ground: .selection, under: Rect(row: 0, column: 0, rows: 1, columns: 4))
      canvas.write("ab", row: 0, column: 1, role: .risk)
    }
    #expect(buffer.roleMap == "SrrS..")
    #expect(buffer[0, 1].ground == .selection)
  }

  @Test func `the cursor is placed through windows and hidden outside them`() {
    let inside = draw { canvas in
      canvas.within(Rect(row: 1, column: 2, rows: 2, columns: 3)) {
        $0.placeCursor(row: 1, column: 1)
      }
    }
    #expect(inside.cursor == Position(row: 2, column: 3))
    let outside = draw { canvas in
      canvas.within(Rect(row: 1, column: 2, rows: 1, columns: 3)) {
        $0.placeCursor(row: 1, column: 1)
      }
    }
    #expect(outside.cursor == nil)
  }

  @Test func `writing answers with the column after the text, cut or not`() {
    var canvas = Canvas(size: Size(rows: 1, columns: 8))
    let after = canvas.write("日本", row: 0, column: 6)
    #expect(after == 10)
  }

  @Test func `boxes and rules`() {
    let buffer = draw(rows: 5, columns: 16) { canvas in
      let inside = canvas.box(Rect(row: 0, column: 0, rows: 4, columns: 16), title: "Sort")
      canvas.within(inside) { $0.write("by name", row: 0) }
      canvas.rule(row: 4, title: "End")
    }
    expectScreen(
      buffer.text,
      reads: """
        ┌─ Sort ───────┐
        │by name       │
        │              │
        └──────────────┘
        ── End ─────────
        """)
  }

  @Test func `a scroll bar shows where in the list one is`() {
    for (offset, thumb) in [(0, 0), (45, 1), (90, 3)] {
      let buffer = draw(rows: 4, columns: 1) { canvas in
        canvas.scrollBar(in: canvas.bounds, offset: offset, count: 94)
      }
      let lines = buffer.text.split(separator: "\n").map(String.init)
      #expect(lines.firstIndex(of: "█") == thumb)
    }
  }

  @Test func `a screen without room takes everything and shows nothing`() {
    let buffer = draw(rows: 0, columns: 0) { canvas in
      canvas.write("日本", row: 0)
      canvas.fill(ground: .selection)
      canvas.box(canvas.bounds)
      canvas.placeCursor(row: 0, column: 0)
    }
    #expect(buffer.text.isEmpty)
    #expect(buffer.cursor == nil)
  }
}
