/// Turns any text into text that a terminal can only draw.
///
/// What comes out holds printable scalars of one or two cells, each followed by at most
/// ``marksPerBase`` marks of no width, and nothing else: no control code, no C1, no bidirectional
/// override, nothing invisible. So the rest of the program needs no grapheme rules to draw it.
struct Sanitizer {
  /// Marks kept on one base.
  ///
  /// Living languages stack up to three; more is a prank.
  static let marksPerBase = 3
  /// Columns between tab stops in text of several lines.
  static let tabStop = 4

  /// Cells written so far on the current line.
  private(set) var width = 0
  private(set) var scalars = String.UnicodeScalarView()
  private var marks = 0
  private var hasBase = false
  private var baseIsPicture = false
  private var joinerPending = false

  /// Takes in one scalar.
  ///
  /// Line breaks and tabs become spaces; callers that keep them look first.
  mutating func take(_ scalar: Unicode.Scalar) {
    switch ScalarClass(scalar) {
    case .base: takeBase(scalar)
    case .mark: takeMark(scalar)
    case .space, .lineBreak, .tab: put(" ", width: 1)
    case .replaced: put("\u{FFFD}", width: 1)
    case .flagHalf: takeFlagHalf(scalar)
    case .pictureModifier: takePictureModifier(scalar)
    case .joiner: joinerPending = baseIsPicture
    case .dropped: break
    }
  }

  private mutating func takeBase(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x2000 {
      put(scalar, width: CellWidth.of(scalar))
      return
    }
    let isPicture = scalar.properties.isEmoji
    if joinerPending && isPicture {
      joinerPending = false
      return
    }
    put(scalar, width: CellWidth.of(scalar))
    baseIsPicture = isPicture
  }

  private mutating func takeMark(_ scalar: Unicode.Scalar) {
    guard hasBase, marks < Self.marksPerBase else { return }
    marks += 1
    scalars.append(scalar)
  }

  private mutating func takeFlagHalf(_ scalar: Unicode.Scalar) {
    guard let letter = Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41) else { return }
    put(letter, width: 1)
  }

  /// Dropped after a picture; a skin tone that stands alone is a picture itself.
  private mutating func takePictureModifier(_ scalar: Unicode.Scalar) {
    if scalar.value >= 0x1F3FB && !baseIsPicture { takeBase(scalar) }
  }

  private mutating func put(_ scalar: Unicode.Scalar, width cells: Int) {
    scalars.append(scalar)
    width += cells
    marks = 0
    hasBase = true
    baseIsPicture = false
    joinerPending = false
  }

  /// Spaces up to the next tab stop.
  mutating func takeTab() {
    repeat { put(" ", width: 1) } while !width.isMultiple(of: Self.tabStop)
  }

  /// Hands out the line so far and starts the next.
  mutating func endLine() -> SafeText {
    let line = SafeText(cleaned: String(scalars), width: width)
    self = Sanitizer()
    return line
  }
}
