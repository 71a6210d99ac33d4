/// Writes results as JSON that is safe to show on a terminal as well.
///
/// Whatever could steer a terminal or reorder what stands around it is written as `\u` escapes, so
/// that programs read exactly the text that is stored and people see what is in it.
enum JSONText {
  /// - Parameter isPretty: One member per line, indented by two spaces.
  static func bytes(_ datum: Datum, isPretty: Bool) -> [UInt8] {
    var writer = Writer(isPretty: isPretty)
    writer.write(datum)
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private struct Writer {
    let isPretty: Bool
    var bytes: [UInt8] = []
    private var depth = 0

    init(isPretty: Bool) { self.isPretty = isPretty }

    mutating func write(_ datum: Datum) {
      switch datum {
      case .null: put("null")
      case .boolean(let flag): put(flag ? "true" : "false")
      case .integer(let number): put(String(number))
      case .real(let number): put(number.isFinite ? String(number) : "null")
      case .text(let text): put(text: text)
      case .list(let items):
        write("[", items.count, "]") { writer, index in writer.write(items[index]) }
      case .object(let members):
        write("{", members.count, "}") { writer, index in
          writer.put(text: members[index].key)
          writer.put(writer.isPretty ? ": " : ":")
          writer.write(members[index].value)
        }
      }
    }

    private mutating func write(
      _ opening: String, _ count: Int, _ closing: String,
      _ item: (inout Writer, Int) -> Void
    ) {
      put(opening)
      depth += 1
      for index in 0..<count {
        if index > 0 { put(",") }
        breakLine()
        item(&self, index)
      }
      depth -= 1
      if count > 0 { breakLine() }
      put(closing)
    }

    private mutating func breakLine() {
      guard isPretty else { return }
      put("\n" + String(repeating: "  ", count: depth))
    }

    private mutating func put(_ text: String) { bytes += text.utf8 }

    private mutating func put(text: String) {
      bytes.append(UInt8(ascii: "\""))
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": put("\\\"")
        case "\\": put("\\\\")
        case "\n": put("\\n")
        case "\r": put("\\r")
        case "\t": put("\\t")
        case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        default: put(scalar.isHarmless ? String(scalar) : escape(scalar))
        }
      }
      bytes.append(UInt8(ascii: "\""))
    }

    private func escape(_ scalar: Unicode.Scalar) -> String {
      UTF16.encode(scalar)?.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined() ?? ""
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal only draws it: no control, nothing invisible that changes what is around it.
  fileprivate var isHarmless: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    default: !properties.isVariationSelector
    }
  }
}
