/// One CSI sequence: `ESC [`, a private prefix, parameters, intermediates, a final byte.
struct VTControlSequence: Equatable {
  /// `?`, `>`, `<` or `=`; nil for the standard sequences.
  var prefix: Character?
  /// Parameters, each with its sub-parameters; nil where the program left one empty.
  var parameters: [[Int?]]
  var intermediates: String
  var final: Character

  /// The parameter at `index`; `fallback` when it is missing or empty.
  func parameter(_ index: Int, or fallback: Int) -> Int {
    guard index < parameters.count, let value = parameters[index].first else { return fallback }
    return value ?? fallback
  }

  /// A parameter that counts something: missing, empty and zero all mean one.
  func count(_ index: Int = 0) -> Int { max(1, parameter(index, or: 1)) }

  /// All that decides the meaning, such as `?h` or ` q`.
  var name: String { (prefix.map(String.init) ?? "") + intermediates + String(final) }
}

/// What a terminal does next, cut out of the stream of bytes.
enum VTAction: Equatable {
  case character(Unicode.Scalar)
  case control(UInt8)
  case escape(String)
  case sequence(VTControlSequence)
  /// `ESC ]`, without its terminator.
  case systemCommand(String)
  /// DCS, APC, PM or SOS by their introducing letter.
  case string(introducer: Character, content: String)
  /// Bytes that belong to nothing, with the reason.
  case malformed(String)
}

/// Cuts bytes into ``VTAction``s; keeps what is unfinished for the next call.
struct VTParser {
  private enum State {
    case ground
    case character([UInt8], missing: Int)
    case escape(String)
    case sequence([UInt8])
    case string(introducer: Character, content: [UInt8], escaped: Bool)
  }

  private var state = State.ground

  mutating func parse(_ bytes: some Sequence<UInt8>) -> [VTAction] {
    var actions: [VTAction] = []
    for byte in bytes { take(byte, into: &actions) }
    return actions
  }

  private mutating func take(_ byte: UInt8, into actions: inout [VTAction]) {
    switch state {
    case .ground:
      takeInGround(byte, into: &actions)
    case .character(let collected, let missing):
      takeInCharacter(byte, collected: collected, missing: missing, into: &actions)
    case .escape(let intermediates):
      takeInEscape(byte, intermediates: intermediates, into: &actions)
    case .sequence(let collected):
      takeInSequence(byte, collected: collected, into: &actions)
    case .string(let introducer, let content, let escaped):
      takeInString(
        byte, introducer: introducer, content: content, escaped: escaped, into: &actions)
    }
  }

  private mutating func takeInGround(_ byte: UInt8, into actions: inout [VTAction]) {
    switch byte {
    case 0x1B: state = .escape("")
    case 0x00..<0x20, 0x7F: actions.append(.control(byte))
    case 0x20..<0x7F: actions.append(.character(Unicode.Scalar(byte)))
    case 0xC2..<0xE0: state = .character([byte], missing: 1)
    case 0xE0..<0xF0: state = .character([byte], missing: 2)
    case 0xF0..<0xF5: state = .character([byte], missing: 3)
    default: actions.append(.malformed("byte \(hex(byte)) is not UTF-8"))
    }
  }

  private mutating func takeInCharacter(
    _ byte: UInt8, collected: [UInt8], missing: Int, into actions: inout [VTAction]
  ) {
    guard byte & 0xC0 == 0x80 else {
      let found = collected.map(hex).joined(separator: " ")
      actions.append(.malformed("bytes \(found) begin a character that never ends"))
      state = .ground
      takeInGround(byte, into: &actions)
      return
    }
    let bytes = collected + [byte]
    guard missing == 1 else {
      state = .character(bytes, missing: missing - 1)
      return
    }
    state = .ground
    if let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first {
      actions.append(.character(scalar))
    } else {
      let found = bytes.map(hex).joined(separator: " ")
      actions.append(.malformed("bytes \(found) are not UTF-8"))
    }
  }

  private mutating func takeInEscape(
    _ byte: UInt8, intermediates: String, into actions: inout [VTAction]
  ) {
    let letter = Character(Unicode.Scalar(byte))
    switch byte {
    case 0x20..<0x30:
      state = .escape(intermediates + String(letter))
    case UInt8(ascii: "[") where intermediates.isEmpty:
      state = .sequence([])
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      state = .string(introducer: letter, content: [], escaped: false)
    case 0x30..<0x7F:
      actions.append(.escape(intermediates + String(letter)))
      state = .ground
    default:
      actions.append(.malformed("byte \(hex(byte)) after ESC"))
      state = .ground
    }
  }

  private mutating func takeInSequence(
    _ byte: UInt8, collected: [UInt8], into actions: inout [VTAction]
  ) {
    switch byte {
    case 0x20..<0x40:
      state = .sequence(collected + [byte])
    case 0x40..<0x7F:
      state = .ground
      actions.append(sequence(collected, final: Character(Unicode.Scalar(byte))))
    default:
      actions.append(.malformed("byte \(hex(byte)) inside a CSI sequence"))
      state = .ground
      takeInGround(byte, into: &actions)
    }
  }

  private mutating func takeInString(
    _ byte: UInt8, introducer: Character, content: [UInt8], escaped: Bool,
    into actions: inout [VTAction]
  ) {
    let isEnd = (escaped && byte == UInt8(ascii: "\\")) || (introducer == "]" && byte == 0x07)
    if isEnd {
      state = .ground
      let text = String(decoding: content, as: UTF8.self)
      actions.append(
        introducer == "]"
          ? .systemCommand(text) : .string(introducer: introducer, content: text))
    } else if escaped {
      actions.append(.malformed("ESC \(introducer) is cut off by another ESC"))
      state = .escape("")
      takeInEscape(byte, intermediates: "", into: &actions)
    } else if byte == 0x1B {
      state = .string(introducer: introducer, content: content, escaped: true)
    } else {
      state = .string(introducer: introducer, content: content + [byte], escaped: false)
    }
  }

  private func sequence(_ bytes: [UInt8], final: Character) -> VTAction {
    var text = Substring(String(decoding: bytes, as: UTF8.self))
    var prefix: Character?
    if let first = text.first, "?><=".contains(first) { prefix = text.removeFirst() }
    let parameters = text.prefix { $0.isNumber || $0 == ";" || $0 == ":" }
    let intermediates = text.dropFirst(parameters.count)
    guard intermediates.allSatisfy({ ("\u{20}"..."\u{2F}").contains($0) }) else {
      return .malformed("CSI \(text)\(final) has its parameters out of order")
    }
    let values = parameters.split(separator: ";", omittingEmptySubsequences: false).map {
      $0.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    }
    return .sequence(
      VTControlSequence(
        prefix: prefix, parameters: parameters.isEmpty ? [] : values,
        intermediates: String(intermediates), final: final))
  }
}

/// A byte as two hexadecimal digits.
private func hex(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return digits.count == 1 ? "0" + digits : digits
}
