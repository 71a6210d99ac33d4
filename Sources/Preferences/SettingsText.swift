/// Changes one line of a person's file and leaves all others, with their comments, as they are.
enum SettingsText {
  /// The text with `key: value` in it; nil when it is not written line by line.
  ///
  /// - Throws: ``YAMLValue/SyntaxError`` when the text is no YAML.
  static func setting(
    _ key: String, to value: String, in text: String
  ) throws(YAMLValue.SyntaxError) -> String? {
    let before = try YAMLValue(reading: text)
    guard let fields = before.fields else { return nil }
    let newline: Character = "\n"
    var lines = text.split(separator: newline, omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let line = YAMLValue(.table([.init(key: key, value: YAMLValue(value))])).document
    let new = String(line.dropLast())
    if let old = fields.first(where: { $0.key == key }) {
      let start = old.line - 1
      guard lines.indices.contains(start) else { return nil }
      // What belongs to the old value is indented below it.
      let below = lines[(start + 1)...].prefix { $0.first == " " || $0.first == "\t" }.count
      lines.replaceSubrange(start...(start + below), with: [new])
    } else {
      lines.append(new)
    }
    let changed = lines.map { $0 + "\n" }.joined()
    let isKept = { (field: YAMLValue.Field) in field.key != key }
    guard let after = (try YAMLValue(reading: changed)).fields,
      after.first(where: { $0.key == key })?.value.text == value,
      after.filter(isKept).map(\.value.document) == fields.filter(isKept).map(\.value.document)
    else { return nil }
    return changed
  }
}
