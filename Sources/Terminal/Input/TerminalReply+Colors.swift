extension TerminalReply {
  /// What an answer such as an OSC says, given without its end: only the background's color means
  /// something.
  ///
  /// - Parameter answer: From the byte that opened it on.
  init(answer: [UInt8]) {
    let prefix = Array("]11;".utf8)
    guard answer.starts(with: prefix),
      let appearance = Theme.Appearance(color: answer.dropFirst(prefix.count))
    else {
      self = .other
      return
    }
    self = .background(appearance)
  }
}

extension Theme.Appearance {
  /// Reads a color as X11 writes it: `rgb:ffff/ffff/ffff`, `rgba:` with a fourth part, `#rrggbb`.
  fileprivate init?(color: some Sequence<UInt8>) {
    let text = String(decoding: Array(color), as: UTF8.self)
    let slash: Character = "/"
    let colon: Character = ":"
    let parts: [Substring]
    if text.first == "#", text.utf8.count == 7 {
      parts = [1, 3, 5].map { start in text.dropFirst(start).prefix(2) }
    } else if text.hasPrefix("rgb:") || text.hasPrefix("rgba:") {
      parts = text.drop { $0 != colon }.dropFirst().split(separator: slash)
    } else {
      return nil
    }
    let values = parts.prefix(3).compactMap { part -> Double? in
      guard (1...4).contains(part.count), let value = UInt32(part, radix: 16) else { return nil }
      return Double(value) / Double((1 << (4 * part.count)) - 1)
    }
    guard values.count == 3 else { return nil }
    // How bright it looks, by the weights of ITU-R BT.601.
    let brightness = 0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2]
    self = brightness >= 0.5 ? .light : .dark
  }
}
