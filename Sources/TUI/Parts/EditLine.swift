import CustomerSuccess
import Terminal

// How edits look wherever they are listed: waiting, refused, or to be undone.
extension Canvas {
  /// An edit in one row: how long ago where there is room, what it did, and how it stands.
  mutating func edit(
    _ summary: String, at: Instant, state: (text: SafeText, role: Role)?, now: Instant
  ) {
    var column = 0
    if columns >= 50 {
      write(Words.age(at, now: now).fitted(to: 8, alignment: .trailing), row: 0, role: .muted)
      column = 10
    }
    var room = columns - column
    if let state {
      room -= state.text.width + 1
      write(state.text, row: 0, column: columns - state.text.width, role: state.role)
    }
    write(SafeText(sanitizing: summary, limit: max(room, 0)), row: 0, column: column)
  }

  /// What is under the cursor of a list, in full as far as it fits, below a rule with a title.
  mutating func details(_ title: SafeText, _ lines: [DetailLine], glyphs: GlyphSet) {
    rule(row: 0, title: title, glyphs: glyphs)
    within(bounds.splitTop(1).rest.inset(columns: 1)) { canvas in
      var row = 0
      for line in lines {
        for part in line.text.wrapped(to: canvas.columns) where row < canvas.rows {
          canvas.write(part, row: row, role: line.role)
          row += 1
        }
      }
    }
  }
}

/// A line of details; a long one goes on in the next rows.
struct DetailLine: Equatable {
  var text: SafeText
  var role: Role = .text
}
