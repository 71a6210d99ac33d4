import CustomerSuccess

extension PlanDocument {
  /// CommonMark, with the task lists that most readers know.
  package nonisolated var markdown: String {
    blocks.map { block in
      switch block {
      case .title(let text): "# \(Self.marked(text))"
      case .heading(let text): "## \(Self.marked(text))"
      case .subheading(let text): "### \(Self.marked(text))"
      case .warning(let text): "**\(Self.marked(text))**"
      // A backslash at its end keeps a line from running into the next.
      case .text(let lines):
        lines.split(separator: "").map { $0.map(Self.marked).joined(separator: "\\\n") }
          .joined(separator: "\n\n")
      case .facts(let facts):
        facts.map { "- **\($0.label):** \(Self.marked($0.value))" }.joined(separator: "\n")
      case .progress(let share, let words): "\(PlainNumber.percent(share)): \(Self.marked(words))"
      case .tasks(let tasks):
        tasks.map { "- [\($0.isDone ? "x" : " ")] \(Self.marked($0.text))" }
          .joined(separator: "\n")
      }
    }.joined(separator: "\n\n") + "\n"
  }

  /// What means something anywhere in a line of Markdown.
  private nonisolated static let marks = Set("\\`*_[]<>#|~&".unicodeScalars)

  /// The text with a backslash before everything that Markdown would read otherwise.
  private nonisolated static func marked(_ text: String) -> String {
    // Scalar by scalar, because a mark may hide inside of a character of several.
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if marks.contains(scalar) { scalars.append("\\") }
      scalars.append(scalar)
    }
    let result = String(scalars)
    // Some marks count at the beginning of a line only: lists, headings drawn below, numbers.
    guard let first = text.first else { return result }
    if "-+=:".contains(first) { return "\\" + result }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let mark = text.dropFirst(digits.count).first, ".)".contains(mark) else {
      return result
    }
    return "\(digits)\\\(result.dropFirst(digits.count))"
  }
}
