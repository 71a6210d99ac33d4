extension VTScreen {
  mutating func perform(_ sequence: VTControlSequence) {
    let isKnown =
      moveCursor(sequence) || edit(sequence) || setModes(sequence) || configure(sequence)
      || answer(sequence)
    if !isKnown {
      violations.append("unknown sequence CSI \(sequence.name) \(sequence.parameters)")
    }
  }

  private mutating func moveCursor(_ sequence: VTControlSequence) -> Bool {
    let count = sequence.count()
    switch sequence.name {
    case "A": moveUp(count, column: position.column)
    case "B", "e": moveDown(count, column: position.column)
    case "C", "a": move(row: position.row, column: position.column + count)
    case "D": move(row: position.row, column: position.column - count)
    case "E": moveDown(count, column: 0)
    case "F": moveUp(count, column: 0)
    case "G", "`": move(row: position.row, column: count - 1)
    case "H", "f": moveAbsolutely(row: count - 1, column: sequence.count(1) - 1)
    case "I": tab(count)
    case "Z": tab(-count)
    case "d": moveAbsolutely(row: count - 1, column: position.column)
    case "s": saveCursor()
    case "u": restoreCursor()
    default: return false
    }
    return true
  }

  /// Up, and not past the top of the scroll region when the cursor is inside it.
  private mutating func moveUp(_ count: Int, column: Int) {
    let top = position.row >= region.lowerBound ? region.lowerBound : 0
    move(row: max(position.row - count, top), column: column)
  }

  private mutating func moveDown(_ count: Int, column: Int) {
    let bottom = position.row < region.upperBound ? region.upperBound - 1 : rows - 1
    move(row: min(position.row + count, bottom), column: column)
  }

  /// With origin mode (6), rows count from the top of the scroll region and stay in it.
  private mutating func moveAbsolutely(row: Int, column: Int) {
    guard modes.contains(6) else { return move(row: row, column: column) }
    move(row: min(region.lowerBound + row, region.upperBound - 1), column: column)
  }

  private mutating func edit(_ sequence: VTControlSequence) -> Bool {
    let count = sequence.count()
    let (row, column) = (position.row, position.column)
    switch sequence.name {
    case "@": grid.insertCells(count, row: row, column: column, style: style)
    case "P": grid.deleteCells(count, row: row, column: column, style: style)
    case "X": grid.erase(row: row, columns: column..<column + count, style: style)
    case "J": return eraseScreen(sequence.parameter(0, or: 0))
    case "K": return eraseLine(sequence.parameter(0, or: 0))
    case "L": changeLines { $0.scrollDown(count, region: $1, style: $2) }
    case "M": changeLines { $0.scrollUp(count, region: $1, style: $2) }
    case "S": grid.scrollUp(count, region: region, style: style)
    case "T": grid.scrollDown(count, region: region, style: style)
    case "b":
      guard let lastPrinted else { return false }
      for _ in 0..<count { show(lastPrinted) }
    default: return false
    }
    return true
  }

  /// IL and DL: scrolls from the cursor's row to the end of the region; outside it does nothing.
  private mutating func changeLines(_ change: (inout VTGrid, Range<Int>, VTStyle) -> Void) {
    guard region.contains(position.row) else { return }
    change(&grid, position.row..<region.upperBound, style)
    move(row: position.row, column: 0)
  }

  private mutating func eraseScreen(_ kind: Int) -> Bool {
    let affected: Range<Int>
    switch kind {
    case 0: affected = position.row + 1..<rows
    case 1: affected = 0..<position.row
    case 2: affected = 0..<rows
    // Nothing is kept above the screen that could be erased.
    case 3: return true
    default: return false
    }
    for row in affected { grid.erase(row: row, columns: 0..<columns, style: style) }
    return kind == 2 || eraseLine(kind)
  }

  private mutating func eraseLine(_ kind: Int) -> Bool {
    let affected: Range<Int>
    switch kind {
    case 0: affected = position.column..<columns
    case 1: affected = 0..<position.column + 1
    case 2: affected = 0..<columns
    default: return false
    }
    grid.erase(row: position.row, columns: affected, style: style)
    return true
  }

  private mutating func configure(_ sequence: VTControlSequence) -> Bool {
    switch sequence.name {
    case "m":
      if let unknown = style.apply(sequence) {
        violations.append("unknown SGR \(unknown)")
      }
    case "r":
      let top = sequence.count() - 1
      let bottom = min(sequence.parameter(1, or: rows), rows)
      guard top < bottom else { return false }
      region = top..<(bottom == 0 ? rows : bottom)
      moveAbsolutely(row: 0, column: 0)
    case "g":
      if sequence.parameter(0, or: 0) == 3 {
        tabStops = []
      } else {
        tabStops.remove(position.column)
      }
    case "!p": softReset()
    // Cursor shape and modified keys change nothing on the screen.
    case " q", ">m": break
    default: return false
    }
    return true
  }

  /// Answers the queries that a program may ask at its start.
  private mutating func answer(_ sequence: VTControlSequence) -> Bool {
    switch (sequence.name, sequence.parameter(0, or: 0)) {
    case ("c", 0): reply("\u{1B}[?62;22c")
    case (">c", 0): reply("\u{1B}[>1;10;0c")
    case (">q", 0): reply("\u{1B}P>|VTScreen\u{1B}\\")
    case ("n", 5): reply("\u{1B}[0n")
    case ("n", 6): reply("\u{1B}[\(position.row + 1);\(position.column + 1)R")
    case ("?$p", let mode):
      // 2: recognized and off; the program may use it.
      reply("\u{1B}[?\(mode);\(modes.contains(mode) ? 1 : 2)$y")
    case ("?u", 0): reply("\u{1B}[?\(keyboardFlags.last ?? 0)u")
    default: return false
    }
    return true
  }

  private mutating func reply(_ text: String) { replies += Array(text.utf8) }
}
