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
    let newline: Character = "\n"
    var lines = text.split(separator: newline, omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let entry = YAMLValue(.table([.init(key: key, value: value)])).document
    var new = entry.split(separator: newline).map(String.init)
    if let old = fields.first(where: { $0.key == key }) {
      let start = old.line - 1
      guard lines.indices.contains(start) else { return nil }
      // What belongs to the old value is indented below it.
      let below = lines[(start + 1)...].prefix { $0.first == " " || $0.first == "\t" }.count
      new[0] += comment(in: lines[start], below == 0 ? old.value : nil)
      lines.replaceSubrange(start...(start + below), with: new)
    } else {
      lines += new
    }
    let changed = lines.map { $0 + "\n" }.joined()
    let isKept = { (field: YAMLValue.Field) in field.key != key }
    guard let after = (try YAMLValue(reading: changed)).fields,
      after.first(where: { $0.key == key })?.value.document == value.document,
      after.filter(isKept).map(\.value.document) == fields.filter(isKept).map(\.value.document)
    else { return nil }
    return changed
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
