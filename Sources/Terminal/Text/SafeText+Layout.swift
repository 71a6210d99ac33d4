/// Which side of a column text leans to.
package enum Alignment: Equatable, Sendable {
  case leading
  case center
  case trailing
}

extension SafeText {
  /// The text cut to `limit` cells, ending in an ellipsis when something was cut.
  ///
  /// A wide character that would straddle the limit goes too. Below one cell nothing is left.
  package func truncated(to limit: Int, ellipsis: SafeText = "…") -> SafeText {
    if width <= limit { return self }
    guard limit >= ellipsis.width, limit > 0 else { return prefix(cells: max(limit, 0)) }
    return prefix(cells: limit - ellipsis.width) + ellipsis
  }

  /// The longest beginning that takes at most `cells` cells, marks included.
  package func prefix(cells: Int) -> SafeText {
    if width <= cells { return self }
    var kept = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let step = CellWidth.of(scalar)
      if used + step > cells { break }
      used += step
      kept.append(scalar)
    }
    return SafeText(cleaned: String(kept), width: used)
  }

  /// Exactly `cells` cells: cut with an ellipsis, or filled with spaces.
  package func fitted(
    to cells: Int, alignment: Alignment = .leading, ellipsis: SafeText = "…"
  ) -> SafeText {
    let cut = truncated(to: cells, ellipsis: ellipsis)
    let gap = max(cells - cut.width, 0)
    switch alignment {
    case .leading: return cut + .spaces(gap)
    case .trailing: return .spaces(gap) + cut
    case .center: return .spaces(gap / 2) + cut + .spaces(gap - gap / 2)
    }
  }

  /// So many blanks; none for a negative count.
  package static func spaces(_ count: Int) -> SafeText {
    SafeText(cleaned: String(repeating: " ", count: max(count, 0)), width: max(count, 0))
  }

  /// The same text so many times in a row.
  package func repeated(_ count: Int) -> SafeText {
    SafeText(cleaned: String(repeating: text, count: max(count, 0)), width: width * max(count, 0))
  }

  /// All pieces in a row with `separator` between them.
  package static func joined(_ pieces: [SafeText], separator: SafeText = .empty) -> SafeText {
    var result = SafeText.empty
    for (index, piece) in pieces.enumerated() {
      if index > 0 { result += separator }
      result += piece
    }
    return result
  }

  /// The same for terminals that know nothing but ASCII: as many cells, with stand-ins.
  package var ascii: SafeText {
    var letters = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      for _ in 0..<CellWidth.of(scalar) { letters.append(scalar.asciiStandIn) }
    }
    return SafeText(cleaned: String(letters), width: width)
  }
}

extension Unicode.Scalar {
  /// Itself, or what to write instead where only ASCII is known.
  var asciiStandIn: Unicode.Scalar {
    switch self {
    case _ where isASCII: self
    case "…": "~"
    case "“", "”": "\""
    case "‘", "’": "'"
    case "–", "—": "-"
    default: "?"
    }
  }
}
