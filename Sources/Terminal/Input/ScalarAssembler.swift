/// Puts UTF-8 together across reads.
struct ScalarAssembler {
  private var held: [UInt8] = []

  enum Outcome: Equatable {
    case more
    case scalar(Unicode.Scalar)
    /// What was held is no character; `again` when the last byte may begin something new.
    case broken(again: Bool)
  }

  var isEmpty: Bool { held.isEmpty }

  mutating func reset() { held.removeAll() }

  mutating func take(_ byte: UInt8) -> Outcome {
    let isContinuation = (0x80...0xBF).contains(byte)
    if held.isEmpty {
      guard (0xC2...0xF4).contains(byte) else { return .broken(again: false) }
      held.append(byte)
      return .more
    }
    guard isContinuation else {
      held.removeAll()
      return .broken(again: true)
    }
    held.append(byte)
    if held.count < Self.length(of: held[0]) { return .more }
    defer { held.removeAll() }
    guard let text = String(validating: held, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else { return .broken(again: false) }
    return .scalar(scalar)
  }

  private static func length(of lead: UInt8) -> Int {
    switch lead {
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }
}
