extension SafeText {
  /// Lines after which untrusted text of several lines is cut; a note longer than this is a file.
  package static let usualLineLimit = 10_000

  /// Cleans text of several lines, such as a note: one element per line, tabs expanded.
  ///
  /// An empty text is one empty line. `\r\n` is one break. A line longer than ``usualLimit`` cells
  /// goes on in the next element, so nothing is lost; lines past `lineLimit` are.
  package static func lines(
    sanitizing untrusted: String, lineLimit: Int = SafeText.usualLineLimit
  ) -> [SafeText] {
    var lines: [SafeText] = []
    var sanitizer = Sanitizer()
    var previous: Unicode.Scalar = " "
    for scalar in untrusted.unicodeScalars {
      if lines.count >= lineLimit { return lines }
      switch ScalarClass(scalar) {
      case .lineBreak:
        if scalar != "\n" || previous != "\r" { lines.append(sanitizer.endLine()) }
      case .tab: sanitizer.takeTab()
      default:
        if sanitizer.width >= usualLimit, CellWidth.of(scalar) > 0 {
          lines.append(sanitizer.endLine())
        }
        sanitizer.take(scalar)
      }
      previous = scalar
    }
    lines.append(sanitizer.endLine())
    return lines
  }

  /// The text in lines of at most `cells` cells, broken at spaces, inside a word only when it must.
  ///
  /// Never empty. The space at a break is dropped. Below two cells wide characters are lost.
  package func wrapped(to cells: Int) -> [SafeText] {
    var wrapper = LineWrapper(limit: max(cells, 1))
    for scalar in text.unicodeScalars { wrapper.take(scalar) }
    return wrapper.finish()
  }
}

/// Gathers scalars into lines of limited width.
private struct LineWrapper {
  let limit: Int
  private var lines: [SafeText] = []
  private var line = String.UnicodeScalarView()
  private var lineWidth = 0
  private var word = String.UnicodeScalarView()
  private var wordWidth = 0

  init(limit: Int) { self.limit = limit }

  mutating func take(_ scalar: Unicode.Scalar) {
    if scalar == " " {
      takeWord()
      takeSpace()
      return
    }
    let step = CellWidth.of(scalar)
    if step > limit { return }
    if wordWidth + step > limit {
      takeWord()
      breakLine()
    }
    word.append(scalar)
    wordWidth += step
  }

  /// A space that does not fit is the break itself.
  private mutating func takeSpace() {
    if lineWidth >= limit {
      breakLine()
    } else {
      line.append(" ")
      lineWidth += 1
    }
  }

  private mutating func takeWord() {
    if lineWidth + wordWidth > limit { breakLine() }
    line.append(contentsOf: word)
    lineWidth += wordWidth
    word = String.UnicodeScalarView()
    wordWidth = 0
  }

  private mutating func breakLine() {
    while line.last == " " {
      line.removeLast()
      lineWidth -= 1
    }
    lines.append(SafeText(cleaned: String(line), width: lineWidth))
    line = String.UnicodeScalarView()
    lineWidth = 0
  }

  mutating func finish() -> [SafeText] {
    takeWord()
    lines.append(SafeText(cleaned: String(line), width: lineWidth))
    return lines
  }
}
