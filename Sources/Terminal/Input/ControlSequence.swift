/// One complete `CSI` sequence, taken apart.
struct ControlSequence {
  /// `?`, `<`, `=` or `>` in front of the numbers; nil when there is none.
  let prefix: UInt8?
  /// Each parameter with its sub-parameters; a missing number is nil.
  let parameters: [[Int?]]
  /// Bytes between the numbers and the end, such as `$`.
  let intermediates: [UInt8]
  let final: UInt8

  init(bytes: [UInt8], final: UInt8) {
    var rest = bytes[...]
    if let first = rest.first, (0x3C...0x3F).contains(first) || first == UInt8(ascii: "[") {
      prefix = first
      rest.removeFirst()
    } else {
      prefix = nil
    }
    let numbers = rest.prefix { (0x30...0x3B).contains($0) }
    intermediates = Array(rest.dropFirst(numbers.count))
    parameters =
      numbers.isEmpty
      ? []
      : numbers.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { group in
        group.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { digits in
          Int(String(decoding: digits, as: UTF8.self))
        }
      }
    self.final = final
  }

  /// The number at `index`; `missing` where there is none.
  private func number(_ index: Int, missing: Int) -> Int {
    guard parameters.indices.contains(index) else { return missing }
    return (parameters[index].first ?? nil) ?? missing
  }

  private func subnumber(_ index: Int, _ part: Int) -> Int? {
    guard parameters.indices.contains(index), parameters[index].indices.contains(part) else {
      return nil
    }
    return parameters[index][part]
  }

  var isPasteStart: Bool {
    prefix == nil && final == UInt8(ascii: "~") && number(0, missing: 0) == 200
  }

  /// What the sequence says; nil when it says nothing that we know.
  var event: InputEvent? {
    switch prefix {
    case UInt8(ascii: "?"): reply
    case UInt8(ascii: "<"): mouse.map(InputEvent.mouse)
    case UInt8(ascii: "["): consoleFunctionKey
    case .some: nil
    case nil: plain
    }
  }

  private var reply: InputEvent {
    switch (final, intermediates) {
    case (UInt8(ascii: "c"), []): .reply(.primaryAttributes)
    case (UInt8(ascii: "y"), [UInt8(ascii: "$")]):
      .reply(.mode(number(0, missing: 0), state: number(1, missing: 0)))
    // Contour's report of a change, which came with mode 2031: 1 dark, 2 light.
    case (UInt8(ascii: "n"), []) where number(0, missing: 0) == 997:
      .reply(.background(number(1, missing: 1) == 2 ? .light : .dark))
    default: .reply(.other)
    }
  }

  /// F1 to F5 as the Linux console sends them.
  private var consoleFunctionKey: InputEvent? {
    guard (0x41...0x45).contains(final) else { return nil }
    return .key(KeyPress(.function(Int(final) - 0x40)))
  }

  /// Whether three bytes with a click follow, as terminals send it that know nothing newer.
  var isOldMouse: Bool {
    prefix == nil && final == UInt8(ascii: "M") && parameters.isEmpty && intermediates.isEmpty
  }

  private var plain: InputEvent? {
    guard intermediates.isEmpty else { return nil }
    switch final {
    // rxvt's mouse: `CSI buttons + 32 ; column ; row M`.
    case UInt8(ascii: "M") where parameters.count == 3:
      return MouseEvent(oldCode: number(0, missing: 0) - 32, at: place).map(InputEvent.mouse)
    case UInt8(ascii: "M"): return nil
    case UInt8(ascii: "I"): return .focus(true)
    case UInt8(ascii: "O"): return .focus(false)
    case UInt8(ascii: "R") where number(1, missing: 1) > 16 || number(0, missing: 1) != 1:
      return .reply(.other)
    case UInt8(ascii: "u"): return unicodeKey
    case UInt8(ascii: "~"): return tildeKey
    case UInt8(ascii: "Z"): return .key(KeyPress(.tab, .shift))
    default: return letterKey
    }
  }

  /// Shift, Alt and Control from the second number; other bits, such as Super, are left out.
  private func modifiers(at index: Int) -> KeyPress.Modifiers {
    KeyPress.Modifiers(rawValue: UInt8(truncatingIfNeeded: (number(index, missing: 1) - 1) & 7))
  }

  private func key(_ key: Key, modifiersAt index: Int) -> InputEvent? {
    // Kitty's third event type is the release of a key, which is no press.
    if subnumber(index, 1) == 3 { return nil }
    var press = KeyPress(key, modifiers(at: index))
    press.normalize()
    return .key(press)
  }

  private var letterKey: InputEvent? {
    KeyPress.singleShift(final).flatMap { key($0, modifiersAt: 1) }
  }

  /// `CSI code ; modifiers u`.
  private var unicodeKey: InputEvent? {
    guard let scalar = Unicode.Scalar(UInt32(clamping: number(0, missing: 0))) else { return nil }
    switch scalar.value {
    case 57344...63743: return nil
    case 0x80...0x9F: return nil
    case 0x1B: return key(.escape, modifiersAt: 1)
    case 0x00...0x1F, 0x7F:
      return key(KeyPress(asciiByte: UInt8(scalar.value)).key, modifiersAt: 1)
    default: return key(.character(Character(scalar)), modifiersAt: 1)
    }
  }

  private var tildeKey: InputEvent? {
    let number = number(0, missing: 0)
    // xterm's modifyOtherKeys: `CSI 27 ; modifiers ; code ~`.
    if number == 27 { return otherKey }
    return Self.tildeKeys[number].flatMap { key($0, modifiersAt: 1) }
  }

  private var otherKey: InputEvent? {
    let code = number(2, missing: 0)
    guard let scalar = Unicode.Scalar(UInt32(clamping: code)), !(0x80...0x9F).contains(code) else {
      return nil
    }
    let base =
      code < 0x80
      ? KeyPress(asciiByte: UInt8(code)).key : .character(Character(scalar))
    return key(base, modifiersAt: 1)
  }

  private static let tildeKeys: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]

  /// `CSI < buttons ; column ; row M` or `m`.
  private var mouse: MouseEvent? {
    switch final {
    case UInt8(ascii: "M"): MouseEvent(code: number(0, missing: 0), isRelease: false, at: place)
    case UInt8(ascii: "m"): MouseEvent(code: number(0, missing: 0), isRelease: true, at: place)
    default: nil
    }
  }

  private var place: Position {
    Position(
      row: max(number(2, missing: 1), 1) - 1, column: max(number(1, missing: 1), 1) - 1)
  }
}
