import YAMLText

/// Changes one line of a person's file and leaves all others, with their comments, as they are.
enum SettingsText {
  /// The text with `key: value` in it; nil when it is not written line by line.
  ///
  /// - Throws: ``YAMLValue/SyntaxError`` when the text is no YAML.
  static func setting(
    _ key: String, to value: YAMLValue, in text: String
  ) throws(YAMLValue.SyntaxError) -> String? {
    let before = try YAMLValue(reading: text)
    guard let fields = before.fields else { return nil }
    var lines = Self.lines(of: text)
    let ending = lines.first?.ending ?? "\n"
    let entry = YAMLValue(.table([.init(key: key, value: value)])).document
    var new = Self.lines(of: entry).map { Line(text: $0.text, ending: ending) }
    if let old = fields.first(where: { $0.key == key }) {
      let start = old.line - 1
      guard lines.indices.contains(start) else { return nil }
      // What belongs to the old value is indented below it.
      let below = lines[(start + 1)...].prefix { [" ", "\t"].contains($0.text.first) }.count
      new[0].text += comment(in: lines[start].text, below == 0 ? old.value : nil)
      lines.replaceSubrange(start...(start + below), with: new)
    } else {
      lines += new
    }
    let changed = lines.map { $0.text + String($0.ending) }.joined()
    let isKept = { (field: YAMLValue.Field) in field.key != key }
    guard let after = (try YAMLValue(reading: changed)).fields,
      after.first(where: { $0.key == key })?.value.document == value.document,
      after.filter(isKept).map(\.value.document) == fields.filter(isKept).map(\.value.document)
    else { return nil }
    return changed
  }

  private struct Line {
    var text: String
    var ending: Character
  }

  /// The lines with what ends each, which is one character also where an editor wrote two codes;
  /// the last one gets the ending of the first if it has none.
  private static func lines(of text: String) -> [Line] {
    var lines: [Line] = []
    var open = ""
    for character in text {
      if character.isNewline {
        lines.append(Line(text: open, ending: character))
        open = ""
      } else {
        open.append(character)
      }
    }
    if !open.isEmpty { lines.append(Line(text: open, ending: lines.first?.ending ?? "\n")) }
    return lines
  }

  /// The comment behind a value, with the blanks before it; empty when there is none.
  ///
  /// - Parameter value: What the line says before it; nil when it says it on several lines.
  private static func comment(in line: String, _ value: YAMLValue?) -> String {
    guard let value else { return "" }
    for place in line.indices where line[place] == "#" {
      let before = line[..<place]
      let blanks = before.reversed().prefix { $0 == " " || $0 == "\t" }.count
      guard blanks > 0 else { continue }
      let said = String(before.dropLast(blanks))
      // What is no YAML by itself, such as half a text in quotes, stands before no comment.
      guard let alone = try? YAMLValue(reading: said).fields?.first,
        alone.value.document == value.document
      else { continue }
      return String(line.dropFirst(said.count))
    }
    return ""
  }
}
