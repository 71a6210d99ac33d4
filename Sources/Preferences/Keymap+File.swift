import Terminal
import YAMLText

extension Keymap {
  /// Reads `keymap.yaml`: long names of commands, with a key, a list of keys, or `[]` for none.
  static func read(_ value: YAMLValue, of file: String) -> (Keymap, [PreferenceProblem]) {
    var reader = FieldReader(value, of: file)
    var entries: [Entry] = []
    for field in value.fields ?? [] {
      let keys = reader.value(
        field.key, expected: "a key such as ctrl+k, a list of keys, or [] for none",
        { $0.texts.flatMap { $0.contains("") ? nil : $0 } })
      guard let keys else { continue }
      entries.append(Entry(id: field.key, keys: keys, line: field.line))
    }
    return (Keymap(entries), reader.finish())
  }
}
