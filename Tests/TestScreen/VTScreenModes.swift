extension VTScreen {
  /// Modes that ordinary terminals have; any other number is a violation, though it is tracked.
  private static let knownModes: Set<Int> = [
    1, 3, 4, 5, 6, 7, 12, 25, 47, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1034, 1047, 1048, 1049,
    2004, 2026, 2027, 2031, 2048,
  ]

  mutating func setModes(_ sequence: VTControlSequence) -> Bool {
    let numbers = sequence.parameters.map { ($0.first ?? 0) ?? 0 }
    switch sequence.name {
    case "?h": for number in numbers { set(number, true) }
    case "?l": for number in numbers { set(number, false) }
    case "h", "l":
      // 4 is insert mode; 20, line feeds that also return, no program of ours may switch on.
      guard numbers == [4] || (numbers == [20] && sequence.final == "l") else { return false }
      if numbers == [4] { insertsCharacters = sequence.final == "h" }
    case ">u": keyboardFlags.append(sequence.parameter(0, or: 0))
    case "<u": keyboardFlags.removeLast(min(sequence.count(), keyboardFlags.count))
    case "t": return changeTitleStack(sequence.parameter(0, or: 0))
    default: return false
    }
    return true
  }

  private mutating func set(_ mode: Int, _ isOn: Bool) {
    if !Self.knownModes.contains(mode) { violations.append("unknown private mode \(mode)") }
    switch mode {
    case 47, 1047: showAlternate(isOn)
    case 1048: if isOn { saveCursor() } else { restoreCursor() }
    case 1049:
      if isOn { saveCursor() }
      showAlternate(isOn)
      if !isOn { restoreCursor() }
    default: break
    }
    if isOn {
      modes.insert(mode)
    } else {
      modes.remove(mode)
    }
    if mode == 6 { move(row: isOn ? region.lowerBound : 0, column: 0) }
  }

  private mutating func showAlternate(_ isShown: Bool) {
    if isShown, normalGrid == nil {
      normalGrid = grid
      grid = VTGrid(rows: rows, columns: columns)
    } else if !isShown, let normal = normalGrid {
      grid = normal
      normalGrid = nil
    }
  }

  /// 22 pushes, 23 pops; all other window operations are none of a program's business.
  private mutating func changeTitleStack(_ operation: Int) -> Bool {
    switch operation {
    case 22: pushedTitles += 1
    case 23: pushedTitles = max(0, pushedTitles - 1)
    default: return false
    }
    return true
  }

  mutating func perform(escape name: String) {
    switch name {
    case "7": saveCursor()
    case "8": restoreCursor()
    case "=": modes.insert(66)
    case ">": modes.remove(66)
    case "D": lineFeed()
    case "E":
      move(row: position.row, column: 0)
      lineFeed()
    case "H": tabStops.insert(position.column)
    case "M": reverseLineFeed()
    case "c": reset()
    // The end of a string, and character sets: text is UTF-8 whatever is chosen.
    case "\\", "(B", "(0", ")B", ")0", "*B", "+B", "%G": break
    default: violations.append("unknown sequence ESC \(name)")
    }
  }

  mutating func perform(systemCommand content: String) {
    let number = Int(content.prefix { $0.isNumber })
    guard let number, allowedSystemCommands.contains(number) else {
      violations.append("OSC \(content.prefix(20))")
      return
    }
    if content == "11;?", let background {
      replies += Array("\u{1B}]11;\(background)\u{1B}\\".utf8)
    }
    if number == 0 || number == 2 {
      title = String(content.drop { $0.isNumber }.dropFirst())
    }
  }

  mutating func saveCursor() {
    saved = SavedCursor(position: position, style: style)
  }

  mutating func restoreCursor() {
    move(row: saved.position.row, column: saved.position.column)
    style = saved.style
  }

  mutating func softReset() {
    modes.subtract([1, 6, 66])
    modes.formUnion(Self.initialModes)
    insertsCharacters = false
    region = 0..<rows
    style = .plain
    saved = SavedCursor()
  }

  private mutating func reset() {
    showAlternate(false)
    softReset()
    modes = Self.initialModes
    grid = VTGrid(rows: rows, columns: columns)
    tabStops = Set(stride(from: 8, to: columns, by: 8))
    move(row: 0, column: 0)
  }
}
