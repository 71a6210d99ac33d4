/// Text that must not be read by chance: a password, a key, a token.
///
/// Its description is dots, so that a log line, an error or a dump of what holds it gives nothing
/// away; whoever needs the text says so with ``reveal()``.
package struct Secret: Hashable, Sendable {
  private let text: String

  package init(_ text: String) { self.text = text }

  package var isEmpty: Bool { text.isEmpty }

  package func reveal() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "•••" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
