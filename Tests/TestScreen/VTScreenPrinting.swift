extension VTScreen {
  mutating func perform(_ action: VTAction) {
    switch action {
    case .character(let scalar): show(scalar)
    case .control(let byte): perform(control: byte)
    case .escape(let name): perform(escape: name)
    case .sequence(let sequence): perform(sequence)
    case .systemCommand(let content): perform(systemCommand: content)
    case .string(let introducer, let content):
      violations.append("ESC \(introducer) string \"\(content.prefix(20))\"")
    case .malformed(let reason): violations.append(reason)
    }
  }

  mutating func show(_ scalar: Unicode.Scalar) {
    if let objection = VTWidth.objection(to: scalar) {
      violations.append("U+\(String(scalar.value, radix: 16, uppercase: true)): \(objection)")
      return
    }
    let width = opinion?(scalar) ?? VTWidth.columns(of: scalar)
    guard width > 0 else {
      let column = wrapsNext ? position.column : max(0, position.column - 1)
      grid.combine(scalar, row: position.row, column: column)
      return
    }
    if wrapsNext || position.column + width > columns {
      guard makeRoom() else { return }
    }
    guard position.column + width <= columns else { return }
    if insertsCharacters {
      grid.insertCells(width, row: position.row, column: position.column, style: style)
    }
    grid.put(
      String(scalar), width: width, style: style, row: position.row, column: position.column)
    lastPrinted = scalar
    advance(by: width)
  }

  /// At the right edge: begins a new line, or with autowrap off stays for as long as one fits.
  private mutating func makeRoom() -> Bool {
    guard modes.contains(7) else { return wrapsNext }
    position.column = 0
    wrapsNext = false
    lineFeed()
    return true
  }

  private mutating func advance(by width: Int) {
    if position.column + width < columns {
      position.column += width
    } else {
      position.column = columns - 1
      wrapsNext = modes.contains(7)
    }
  }

  private mutating func perform(control byte: UInt8) {
    switch byte {
    case 0x07:
      if !allowsBell { violations.append("BEL") }
    case 0x08:
      move(row: position.row, column: position.column - 1)
    case 0x09:
      tab(1)
    case 0x0A:
      lineFeed()
    case 0x0D:
      move(row: position.row, column: 0)
    case 0x0E, 0x0F:
      break
    default:
      violations.append("control byte 0x\(String(byte, radix: 16, uppercase: true))")
    }
  }

  mutating func lineFeed() {
    wrapsNext = false
    if position.row == region.upperBound - 1 {
      grid.scrollUp(1, region: region, style: style)
    } else if position.row < rows - 1 {
      position.row += 1
    }
  }

  mutating func reverseLineFeed() {
    wrapsNext = false
    if position.row == region.lowerBound {
      grid.scrollDown(1, region: region, style: style)
    } else if position.row > 0 {
      position.row -= 1
    }
  }

  /// Goes to a position, or as near to it as the screen allows.
  mutating func move(row: Int, column: Int) {
    position = Position(
      row: min(max(row, 0), rows - 1), column: min(max(column, 0), columns - 1))
    wrapsNext = false
  }

  /// Moves `count` tab stops to the right, or to the left when negative.
  mutating func tab(_ count: Int) {
    for _ in 0..<abs(count) {
      let next =
        count > 0
        ? tabStops.filter { $0 > position.column }.min() ?? columns - 1
        : tabStops.filter { $0 < position.column }.max() ?? 0
      move(row: position.row, column: next)
    }
  }
}
