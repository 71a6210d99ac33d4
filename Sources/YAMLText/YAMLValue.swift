/// What a YAML file says, with the lines on which it says it.
///
/// Scalars stay text: `on`, `0123` and `~` mean what the reader of a key makes of them.
package struct YAMLValue: Equatable, Sendable {
  package struct Field: Equatable, Sendable {
    package let key: String
    /// Where the key stands, from 1.
    package let line: Int
    package let value: YAMLValue

    package init(key: String, line: Int = 0, value: YAMLValue) {
      self.key = key
      self.line = line
      self.value = value
    }
  }

  package enum Content: Equatable, Sendable {
    case text(String)
    case list([YAMLValue])
    /// In the order of the file.
    case table([Field])
  }

  package let content: Content
  /// From 1; 0 for a value that was not read from a file.
  package let line: Int

  package init(_ content: Content, line: Int = 0) {
    self.content = content
    self.line = line
  }

  package init(_ text: String) { self.init(.text(text)) }

  /// Nil unless it is a scalar.
  package var text: String? {
    if case .text(let text) = content { text } else { nil }
  }

  /// The scalars of a list, or a scalar alone; nil for anything else.
  package var texts: [String]? {
    switch content {
    case .text(let text): return [text]
    case .list(let items):
      let texts = items.compactMap(\.text)
      return texts.count == items.count ? texts : nil
    case .table: return nil
    }
  }

  /// Nil unless it is a table.
  package var fields: [Field]? {
    if case .table(let fields) = content { fields } else { nil }
  }

  package subscript(key: String) -> YAMLValue? { fields?.first { $0.key == key }?.value }

  /// What it is, for a message about what it should have been.
  package var kind: String {
    switch content {
    case .text(let text): text.isEmpty ? "empty" : "\"\(text)\""
    case .list: "a list"
    case .table: "a group of keys"
    }
  }
}
