import CustomerSuccess

extension PlanDocument {
  /// A page of its own: nothing in it comes from elsewhere, and it prints as it looks.
  package nonisolated var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    \(body)
    </body>
    </html>

    """
  }

  /// An objective and what belongs to it stand in a box of their own.
  private nonisolated var body: String {
    var lines: [String] = []
    var isInBox = false
    for block in blocks {
      if case .subheading = block {
        if isInBox { lines.append("</section>") }
        lines.append("<section>")
        isInBox = true
      }
      lines.append(Self.text(of: block))
    }
    if isInBox { lines.append("</section>") }
    return lines.joined(separator: "\n")
  }

  private nonisolated static func text(of block: Block) -> String {
    switch block {
    case .title(let text): "<h1>\(quoted(text))</h1>"
    case .heading(let text): "<h2>\(quoted(text))</h2>"
    case .subheading(let text): "<h3>\(quoted(text))</h3>"
    case .warning(let text): "<p class=\"warning\">\(quoted(text))</p>"
    case .text(let lines):
      lines.split(separator: "").map { "<p>\($0.map(quoted).joined(separator: "<br>\n"))</p>" }
        .joined(separator: "\n")
    case .facts(let facts):
      "<dl>\n"
        + facts.map { "<dt>\(quoted($0.label))</dt><dd>\(quoted($0.value))</dd>\n" }.joined()
        + "</dl>"
    case .progress(let share, let words): progress(share, words)
    case .tasks(let tasks):
      "<ul>\n"
        + tasks.map { task in
          let sign = task.isDone ? "&#9745;" : "&#9744;"
          let kind = task.isDone ? " class=\"done\"" : ""
          return "<li\(kind)>\(sign) \(quoted(task.text))</li>\n"
        }.joined() + "</ul>"
    }
  }

  private nonisolated static func progress(_ share: Double, _ words: String) -> String {
    let percent = PlainNumber.percent(min(max(share, 0), 1))
    return """
      <div class="bar"><div style="width: \(percent)"></div></div>
      <p class="progress">\(percent), \(quoted(words))</p>
      """
  }

  private nonisolated var title: String {
    guard case .title(let text)? = blocks.first else { return "" }
    return Self.quoted(text)
  }

  /// Scalar by scalar: a mark that joins the sign after it would hide that sign from a search for
  /// characters, and no browser joins them.
  private nonisolated static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { quoted, scalar in
      switch scalar {
      case "&": quoted += "&amp;"
      case "<": quoted += "&lt;"
      case ">": quoted += "&gt;"
      case "\"": quoted += "&quot;"
      case "'": quoted += "&#39;"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
  }

  private nonisolated static let style = """
    body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 46em;
      margin: 2.5em auto; padding: 0 1em; }
    h1 { margin-bottom: 0; }
    h1 + p { margin-top: 0.2em; color: #666; }
    h2 { margin-top: 2em; border-bottom: 1px solid #ddd; }
    h3 { margin: 0 0 0.5em; }
    section { border: 1px solid #ddd; border-radius: 8px; padding: 1em 1.2em; margin: 1em 0;
      break-inside: avoid; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1.2em; margin: 1em 0; }
    dt { color: #666; }
    dd { margin: 0; }
    ul { list-style: none; padding: 0; margin: 0; }
    .done { color: #666; }
    .bar { background: #e6e6e6; border-radius: 4px; height: 8px; print-color-adjust: exact; }
    .bar div { background: #2e7d4f; border-radius: 4px; height: 8px; print-color-adjust: exact; }
    .progress { margin: 0.3em 0 0; color: #666; font-size: 0.9em; }
    .warning { background: #fdecc8; border-left: 4px solid #c77700; padding: 0.5em 1em; }
    """
}
