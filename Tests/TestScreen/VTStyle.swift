/// A color as the program asked for it, before any theme of the terminal.
package enum VTColor: Equatable, Hashable, Sendable {
  case standard
  case indexed(Int)
  case direct(red: Int, green: Int, blue: Int)
}

extension VTColor: CustomStringConvertible {
  package var description: String {
    switch self {
    case .standard: "default"
    case .indexed(let index): "\(index)"
    case .direct(let red, let green, let blue): "\(red),\(green),\(blue)"
    }
  }
}

/// What SGR has switched on for a cell.
package struct VTStyle: Equatable, Hashable, Sendable {
  package enum Attribute: Int, CaseIterable, Comparable, Sendable {
    case bold, dim, italic, underline, blink, reverse, invisible, strikethrough

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  package static let plain = VTStyle()

  package var foreground = VTColor.standard
  package var background = VTColor.standard
  package var attributes: Set<Attribute> = []

  package init() {}
}

extension VTStyle: CustomStringConvertible {
  package var description: String {
    var words = attributes.sorted().map { "\($0)" }
    if foreground != .standard { words.append("fg \(foreground)") }
    if background != .standard { words.append("bg \(background)") }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}

extension VTStyle {
  /// Applies one SGR sequence; returns the first parameter that means nothing, if any.
  mutating func apply(_ sequence: VTControlSequence) -> Int? {
    var unknown: Int?
    var rest = sequence.parameters[...]
    if rest.isEmpty { self = .plain }
    while let parameter = rest.popFirst() {
      let code = (parameter.first ?? 0) ?? 0
      if code == 38 || code == 48 || code == 58 {
        guard let color = Self.color(parameter, &rest) else {
          unknown = unknown ?? code
          continue
        }
        // An underline color (58) changes nothing that tests look at.
        if code == 38 { foreground = color }
        if code == 48 { background = color }
      } else if !applyColor(code), !applyAttribute(code, parameter) {
        unknown = unknown ?? code
      }
    }
    return unknown
  }

  /// Reads `38;5;n`, `38;2;r;g;b` and the same with colons.
  private static func color(
    _ parameter: [Int?], _ rest: inout ArraySlice<[Int?]>
  ) -> VTColor? {
    var values = parameter.dropFirst().map { $0 ?? 0 }
    if values.isEmpty {
      let kind = rest.first?.first ?? nil
      let count = kind == 5 ? 2 : 4
      values = rest.prefix(count).map { ($0.first ?? 0) ?? 0 }
      rest = rest.dropFirst(count)
    } else if values.count == 5 {
      // `38:2::r:g:b` carries an empty color space.
      values.remove(at: 1)
    }
    switch (values.first, values.count) {
    case (5, 2): return .indexed(values[1])
    case (2, 4): return .direct(red: values[1], green: values[2], blue: values[3])
    default: return nil
    }
  }

  private mutating func applyColor(_ code: Int) -> Bool {
    switch code {
    case 30...37: foreground = .indexed(code - 30)
    case 39: foreground = .standard
    case 40...47: background = .indexed(code - 40)
    case 49: background = .standard
    case 59: break
    case 90...97: foreground = .indexed(code - 90 + 8)
    case 100...107: background = .indexed(code - 100 + 8)
    default: return false
    }
    return true
  }

  private mutating func applyAttribute(_ code: Int, _ parameter: [Int?]) -> Bool {
    switch code {
    case 0: self = .plain
    case 1: attributes.insert(.bold)
    case 2: attributes.insert(.dim)
    case 3: attributes.insert(.italic)
    case 4 where parameter.count == 2 && parameter[1] == 0: attributes.remove(.underline)
    case 4, 21: attributes.insert(.underline)
    case 5, 6: attributes.insert(.blink)
    case 7: attributes.insert(.reverse)
    case 8: attributes.insert(.invisible)
    case 9: attributes.insert(.strikethrough)
    case 22: attributes.subtract([.bold, .dim])
    case 23: attributes.remove(.italic)
    case 24: attributes.remove(.underline)
    case 25: attributes.remove(.blink)
    case 27: attributes.remove(.reverse)
    case 28: attributes.remove(.invisible)
    case 29: attributes.remove(.strikethrough)
    default: return false
    }
    return true
  }
}
