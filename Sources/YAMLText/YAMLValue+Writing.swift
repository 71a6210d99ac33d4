extension YAMLValue {
  /// The value as a YAML document that reads back as it is, in block style.
  package var document: String {
    switch content {
    case .text(let text): Self.scalar(text) + "\n"
    case .list(let items) where items.isEmpty: "[]\n"
    case .table(let fields) where fields.isEmpty: "{}\n"
    case .list, .table: lines.map { $0 + "\n" }.joined()
    }
  }

  private var lines: [String] {
    switch content {
    case .text(let text): return [Self.scalar(text)]
    case .list(let items):
      return items.flatMap { item -> [String] in
        if let short = item.short { return ["- \(short)"] }
        let inner = item.lines
        return ["- \(inner[0])"] + inner.dropFirst().map { "  \($0)" }
      }
    case .table(let fields):
      return fields.flatMap { field -> [String] in
        let key = Self.scalar(field.key)
        if let short = field.value.short { return ["\(key): \(short)"] }
        return ["\(key):"] + field.value.lines.map { "  \($0)" }
      }
    }
  }

  /// The value when it fits behind its key; nil for one that needs lines of its own.
  private var short: String? {
    switch content {
    case .text(let text): Self.scalar(text)
    case .list(let items) where items.isEmpty: "[]"
    case .table(let fields) where fields.isEmpty: "{}"
    case .list, .table: nil
    }
  }

  /// Plain where it is a word that every reader of YAML takes for one, in quotes otherwise.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.first.map { $0.isASCII && ($0.isLetter || $0 == "/") } == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) }
      && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
    if isPlain { return text }
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": return "\\\(scalar)"
      case "\n": return "\\n"
      case "\t": return "\\t"
      case _
      where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value)
        || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: return String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
