/// How the bytes of a file are text.
///
/// The rule: a byte-order mark, or else the first record with a byte beyond ASCII, decides for the
/// whole file. Valid UTF-8 there means UTF-8, anything else ISO-8859-1, which is what Salesforce
/// offers besides. A later record that contradicts is set aside with its line, never guessed at.
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case latin1 = "ISO-8859-1"

  /// The text of the bytes, without NUL characters, which exports sometimes carry and SQLite's
  /// text functions stop at.
  func text(_ bytes: ArraySlice<UInt8>) -> String {
    let hasNUL = bytes.withUnsafeBufferPointer { $0.contains(0) }
    guard !hasNUL else { return text(bytes.filter { $0 != 0 }[...]) }
    switch self {
    case .utf8: return String(decoding: bytes, as: UTF8.self)
    case .latin1:
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
      return String(scalars)
    }
  }

  /// Which encodings a piece of text allows.
  enum Evidence {
    case plainASCII
    case utf8
    case notUTF8

    /// The encoding it decides for; nil when it decides nothing.
    var encoding: TextEncoding? {
      switch self {
      case .plainASCII: nil
      case .utf8: .utf8
      case .notUTF8: .latin1
      }
    }

    init(_ bytes: ArraySlice<UInt8>) {
      self = bytes.withUnsafeBufferPointer { buffer in
        var all: UInt8 = 0
        for byte in buffer { all |= byte }
        guard all >= 0x80 else { return .plainASCII }
        // That it throws is the answer.
        return (try? UTF8Span(validating: buffer.span)) == nil ? .notUTF8 : .utf8
      }
    }
  }

  /// Whether a record of a file of this encoding fits what the file has been so far.
  func agrees(with evidence: Evidence) -> Bool {
    switch (evidence, self) {
    case (.plainASCII, _), (.utf8, .utf8), (.notUTF8, .latin1): true
    case (.utf8, .latin1), (.notUTF8, .utf8): false
    }
  }
}
