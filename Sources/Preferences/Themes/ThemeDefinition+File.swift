package import Terminal
import YAMLText

extension ThemeDefinition {
  /// Reads a theme file.
  ///
  /// - Parameters:
  ///   - name: The file's name without its ending, which is the theme's.
  ///   - file: Where it lies, in words for messages.
  /// - Throws: ``PreferenceProblem`` when it is no YAML; anything less is returned beside the theme.
  package static func read(
    _ text: String, name: String, file: String
  ) throws(PreferenceProblem) -> (definition: ThemeDefinition, problems: [PreferenceProblem]) {
    let value = try PreferenceFolder.value(reading: text, of: file)
    var reader = FieldReader(value, of: file)
    var definition = ThemeDefinition(name: name, file: file)
    definition.about = reader.text("about", expected: "a line about the theme") ?? ""
    definition.appearance = reader.choice("appearance", of: Theme.Appearance.self)
    definition.pair = reader.text("pair", expected: "the name of the other theme")
    if let field = reader.field("inherits") {
      if let parent = field.value.text, !parent.isEmpty {
        definition.inherits = Entry(name: "inherits", text: parent, line: field.line)
      } else {
        reader.report(
          .unexpected(
            key: "inherits", found: field.value.kind, expected: "the name of another theme"),
          line: field.line)
      }
    }
    let lines = SourceLines(text)
    definition.palette = entries(of: "palette", in: &reader, lines)
    definition.roles = entries(of: "roles", in: &reader, lines)
    definition.sixteen = entries(of: "sixteen", in: &reader, lines)
    definition.mono = entries(of: "mono", in: &reader, lines)
    return (definition, reader.finish())
  }

  private static func entries(
    of section: String, in reader: inout FieldReader, _ lines: SourceLines
  ) -> [Entry] {
    let expected =
      section == "palette"
      ? "lines such as \"moss: '#2e4a42'\"" : "lines such as \"text.title: bold moss\""
    let fields = reader.value(section, expected: expected, \.fields) ?? []
    return fields.compactMap { field in
      guard let text = field.value.text, !lines.losesColor(at: field.line, in: text) else {
        let fact: PreferenceProblem.Fact =
          field.value.text == nil
          ? .unexpected(key: field.key, found: field.value.kind, expected: "one line")
          : .unquotedColor(field.key)
        reader.report(fact, line: field.line)
        return nil
      }
      return Entry(name: field.key, text: text, line: field.line)
    }
  }
}

/// The lines of a file as written, to find what YAML took for a comment.
private struct SourceLines {
  private let lines: [Substring]

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// Whether a color stands on the line that is not in the value read from it.
  func losesColor(at line: Int, in value: String) -> Bool {
    guard lines.indices.contains(line - 1) else { return false }
    let space: Character = " "
    return lines[line - 1].split(separator: space).contains { word in
      let digits = word.dropFirst()
      return word.first == "#" && (digits.count == 6 || (digits.count == 3 && value.isEmpty))
        && digits.allSatisfy(\.isHexDigit) && !value.contains(word)
    }
  }
}
