/// One line of text that is safe to draw and to print.
///
/// The only kind of text that a ``Canvas`` draws and a verb prints. It comes from a literal in our
/// own source, or through the sanitizer; there is no third way, so a customer's name can never
/// carry an escape sequence to the terminal.
///
///     let name = SafeText(sanitizing: row.name)
///     let line: SafeText = "\(name) renews in \(days) days"
package struct SafeText: Equatable, Hashable, Sendable {
  /// The text itself: printable scalars and marks, no line break, no tab.
  package let text: String
  /// Cells it takes on a screen.
  package let width: Int

  /// Nothing at all.
  package static let empty = SafeText(cleaned: "", width: 0)

  /// For text that is known to be clean; stays inside the text folder.
  init(cleaned text: String, width: Int) {
    self.text = text
    self.width = width
  }

  /// Cells after which untrusted text of one line is cut, unless the caller says otherwise.
  ///
  /// Wider than any screen, so nothing visible is lost, and a name of ten megabytes costs nothing.
  package static let usualLimit = 1_000

  /// Cleans text from anywhere: line breaks and tabs become spaces, tricks disappear.
  ///
  /// Reads at most sixteen scalars for each cell of the limit, so megabytes of invisible
  /// characters cost nothing either.
  ///
  /// - Parameter limit: Cells to keep; what is longer ends in an ellipsis.
  package init(sanitizing untrusted: String, limit: Int = SafeText.usualLimit) {
    if let plain = SafeText(plain: untrusted, limit: limit) {
      self = plain
      return
    }
    var sanitizer = Sanitizer()
    var patience = max(limit, Self.usualLimit).multipliedReportingOverflow(by: 16).partialValue
    for scalar in untrusted.unicodeScalars {
      sanitizer.take(scalar)
      patience &-= 1
      if sanitizer.width > limit || patience == 0 { break }
    }
    let line = sanitizer.endLine()
    // Asked first, because the ellipsis is a literal that comes through here itself.
    self = line.width <= limit ? line : line.truncated(to: limit)
  }

  /// The quick way for printable ASCII, which most text is; nil for anything else.
  private init?(plain untrusted: String, limit: Int) {
    let bytes = untrusted.utf8
    guard bytes.count <= limit else { return nil }
    for byte in bytes where byte < 0x20 || byte > 0x7E { return nil }
    self.init(cleaned: untrusted, width: bytes.count)
  }

  package var isEmpty: Bool { text.isEmpty }

  package static func + (left: SafeText, right: SafeText) -> SafeText {
    SafeText(cleaned: left.text + right.text, width: left.width + right.width)
  }

  package static func += (left: inout SafeText, right: SafeText) { left = left + right }
}

extension SafeText: CustomStringConvertible {
  package var description: String { text }
}

extension SafeText: ExpressibleByStringInterpolation {
  /// Only text written in the source gets here: a `StaticString` cannot be made at run time.
  package init(stringLiteral literal: StaticString) {
    self.init(sanitizing: literal.description, limit: .max)
  }

  package init(stringInterpolation: Interpolation) { self = stringInterpolation.result }

  /// Puts safe pieces and whole numbers together.
  package struct Interpolation: StringInterpolationProtocol {
    var result = SafeText.empty

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: StaticString) {
      result += SafeText(stringLiteral: literal)
    }

    package mutating func appendInterpolation(_ piece: SafeText) { result += piece }

    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      result += SafeText(sanitizing: String(number))
    }
  }
}
