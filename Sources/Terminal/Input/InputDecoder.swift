/// Turns the terminal's bytes into events: a pure state machine.
///
/// Bytes may be split anywhere between calls. A sequence it does not know is swallowed whole, so
/// that an answer of the terminal or a strange key never turns into typed commands. Grammar:
/// ECMA-48 and xterm's control sequences, with kitty's `CSI u` keys.
package struct InputDecoder {
  /// Bytes of one paste that are kept, so that a wrong clipboard cannot fill the memory.
  package static let pasteLimit = 1 << 20
  /// Bytes of one control sequence; the longest that means anything is far shorter.
  static let sequenceLimit = 64

  private var state = State.ground
  private var events: [InputEvent] = []
  private var paste = PasteCollector()
  private var characters = ScalarAssembler()
  /// The beginning of an answer such as an OSC; what means anything is short.
  private var answer: [UInt8] = []

  package init() {}

  private enum State: Equatable {
    case ground
    case escape
    /// After `ESC O`.
    case singleShift
    /// After `ESC [`; holds what came since.
    case sequence([UInt8])
    /// A sequence that grew too long; swallowed to its end.
    case overlong
    /// After `ESC [ M`: three bytes of a click follow, whatever they are; holds what came of them.
    case oldMouse([UInt8])
    /// In an answer such as OSC or DCS; the byte that opened it, and whether anything followed.
    case string(opener: UInt8, isEmpty: Bool)
    /// An escape inside such an answer, most likely its end.
    case stringEscape
    case paste
    /// In a paste that was given up: what follows is no typing, until its end or a lone Escape.
    case latePaste
  }

  /// What is half received, so that the caller knows how long to wait for the rest.
  package enum Pending: Equatable, Sendable {
    case nothing
    /// A sequence, or the Escape key itself: call ``flushEscape()`` after 25 ms of silence.
    case escape
    /// A paste or a long answer: call ``abandon()`` after a second of silence.
    case block
  }

  package var pending: Pending {
    switch state {
    case .ground: characters.isEmpty ? .nothing : .escape
    case .escape, .singleShift, .sequence, .overlong, .oldMouse: .escape
    case .string(_, let isEmpty): isEmpty ? .escape : .block
    case .stringEscape, .paste: .block
    case .latePaste: paste.fresh > 0 ? .escape : .nothing
    }
  }

  /// Takes in what was read and returns the events that it completes.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    for byte in bytes { take(byte) }
    return drain()
  }

  /// Settles what is half received: nothing more came in time, so it was a key after all.
  package mutating func flushEscape() -> [InputEvent] {
    characters.reset()
    switch state {
    case .escape: press(.escape)
    case .singleShift: press(.character("O"), .alt)
    case .sequence(let held) where held.isEmpty: press(.character("["), .alt)
    case .string(let opener, true):
      press(.character(Character(Unicode.Scalar(opener))), .alt)
    case .sequence, .overlong, .oldMouse: break
    case .latePaste:
      settlePaste()
      return drain()
    case .ground, .string, .stringEscape, .paste: return drain()
    }
    state = .ground
    return drain()
  }

  /// Gives up on a paste or an answer whose end never came.
  ///
  /// What was pasted so far is kept. More of it may only be late, on a slow line, and must not
  /// become commands: it comes as further pastes, until its end or the Escape key.
  package mutating func abandon() -> [InputEvent] {
    if state == .paste || state == .latePaste {
      settlePaste()
    } else {
      state = .ground
    }
    characters.reset()
    return drain()
  }

  private mutating func settlePaste() {
    if paste.isLoneEscape {
      state = .ground
      return
    }
    if let event = paste.flush() { events.append(event) }
    state = .latePaste
  }

  private mutating func drain() -> [InputEvent] {
    defer { events.removeAll() }
    return events
  }

  private mutating func press(_ key: Key, _ modifiers: KeyPress.Modifiers = []) {
    events.append(.key(KeyPress(key, modifiers)))
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeGround(byte)
    case .escape: takeEscape(byte)
    case .singleShift: takeSingleShift(byte)
    case .sequence(let held): takeSequence(byte, held: held)
    case .overlong: if (0x40...0x7E).contains(byte) { state = .ground }
    case .oldMouse(let held): takeOldMouse(held + [byte])
    case .string(let opener, _): takeString(byte, opener: opener)
    case .stringEscape: takeStringEscape(byte)
    case .paste, .latePaste: takePaste(byte)
    }
  }

  private mutating func takePaste(_ byte: UInt8) {
    guard paste.take(byte) else { return }
    if state == .paste || !paste.isEmpty { events.append(paste.finish()) }
    state = .ground
  }

  private mutating func takeGround(_ byte: UInt8) {
    if byte >= 0x80 || !characters.isEmpty {
      takeText(byte, modifiers: [])
    } else if byte == 0x1B {
      state = .escape
    } else {
      let press = KeyPress(asciiByte: byte)
      events.append(.key(press))
    }
  }

  /// UTF-8; a byte that does not belong is a replacement character, and is looked at again.
  private mutating func takeText(_ byte: UInt8, modifiers: KeyPress.Modifiers) {
    switch characters.take(byte) {
    case .more: break
    case .scalar(let scalar): takeScalar(scalar, modifiers: modifiers)
    case .broken(let again):
      press(.character("\u{FFFD}"))
      if again { take(byte) }
    }
  }

  /// C1 controls in UTF-8 are no keys.
  private mutating func takeScalar(_ scalar: Unicode.Scalar, modifiers: KeyPress.Modifiers) {
    guard scalar.value >= 0xA0 else { return }
    press(.character(Character(scalar)), modifiers)
  }

  private mutating func takeEscape(_ byte: UInt8) {
    switch byte {
    case 0x1B: press(.escape)
    case UInt8(ascii: "["): state = .sequence([])
    case UInt8(ascii: "O"): state = .singleShift
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      state = .string(opener: byte, isEmpty: true)
      answer = [byte]
    case 0x80...0xFF:
      state = .ground
      takeGround(byte)
    default:
      state = .ground
      var press = KeyPress(asciiByte: byte)
      press.modifiers.insert(.alt)
      events.append(.key(press))
    }
  }

  private mutating func takeSingleShift(_ byte: UInt8) {
    state = .ground
    if byte == 0x1B {
      press(.character("O"), .alt)
      state = .escape
    } else if let key = KeyPress.singleShift(byte) ?? KeyPress.keypad(byte) {
      press(key)
    }
  }

  private mutating func takeSequence(_ byte: UInt8, held: [UInt8]) {
    switch byte {
    case 0x40...0x7E:
      // `CSI [ A` is how the Linux console says F1: the bracket is not the end there.
      if byte == UInt8(ascii: "[") && held.isEmpty {
        state = .sequence([byte])
        return
      }
      state = .ground
      finish(ControlSequence(bytes: held, final: byte))
    case 0x20...0x3F:
      state = held.count < Self.sequenceLimit ? .sequence(held + [byte]) : .overlong
    case 0x1B: state = .escape
    case 0x18, 0x1A: state = .ground
    default: break
    }
  }

  private mutating func finish(_ sequence: ControlSequence) {
    if sequence.isPasteStart {
      paste = PasteCollector()
      state = .paste
    } else if sequence.isOldMouse {
      state = .oldMouse([])
    } else if let event = sequence.event {
      events.append(event)
    }
  }

  /// Button, column and row, each 32 too large; places count from one.
  private mutating func takeOldMouse(_ bytes: [UInt8]) {
    guard bytes.count == 3 else {
      state = .oldMouse(bytes)
      return
    }
    state = .ground
    let place = Position(row: max(Int(bytes[2]) - 33, 0), column: max(Int(bytes[1]) - 33, 0))
    if let event = MouseEvent(oldCode: Int(bytes[0]) - 32, at: place) {
      events.append(.mouse(event))
    }
  }

  private mutating func takeString(_ byte: UInt8, opener: UInt8) {
    switch byte {
    case 0x07, 0x18, 0x1A, 0x9C: endString()
    case 0x1B: state = .stringEscape
    default:
      state = .string(opener: opener, isEmpty: false)
      if answer.count < Self.sequenceLimit { answer.append(byte) }
    }
  }

  private mutating func takeStringEscape(_ byte: UInt8) {
    endString()
    if byte != UInt8(ascii: "\\") {
      state = .escape
      takeEscape(byte)
    }
  }

  private mutating func endString() {
    state = .ground
    events.append(.reply(TerminalReply(answer: answer)))
  }
}
