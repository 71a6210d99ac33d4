import CustomerSuccess
import Rules

/// Rows and differences as lines of text, as the history keeps them: a hundred thousand of them are
/// written in a night.
enum NotedText {
  /// Longer values are cut: the history says what changed, and the record itself has it whole.
  private static let longest = 500

  static func source(_ row: SourceRow) -> String {
    zip(row.columns.names, row.values).map { name, value in
      line([name, RecordChange.words(value)])
    }.joined(separator: "\n")
  }

  static func source(reading text: String) -> [NotedChange.Cell] {
    lines(text).compactMap { parts in
      parts.count == 2 ? NotedChange.Cell(column: parts[0], before: nil, after: parts[1]) : nil
    }
  }

  static func changes(_ changes: [RecordChange]) -> String {
    changes.map { change in
      let head = line([change.kind.rawValue, change.table.name, change.id])
      let cells = change.columns.map { cell in
        line([cell.column.name, RecordChange.words(cell.before), RecordChange.words(cell.after)])
      }
      return ([head] + cells.map { "\t" + $0 }).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// What stands in the text of every change of a record.
  static func head(of table: String, _ id: String) -> String { line(["", table, id]) }

  static func changes(reading text: String) -> [NotedChange] {
    var changes: [NotedChange] = []
    for parts in lines(text) {
      if parts.count == 4, parts[0].isEmpty, let last = changes.popLast() {
        let cell = NotedChange.Cell(column: parts[1], before: parts[2], after: parts[3])
        changes.append(
          NotedChange(kind: last.kind, table: last.table, id: last.id, cells: last.cells + [cell]))
      } else if parts.count == 3 {
        changes.append(NotedChange(kind: parts[0], table: parts[1], id: parts[2], cells: []))
      }
    }
    return changes
  }

  private static func line(_ parts: [String]) -> String {
    parts.map { part in
      let short = part.utf8.count > longest ? String(part.prefix(longest)) + "…" : part
      guard short.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C })
      else { return short }
      return short.unicodeScalars.map { scalar in
        switch scalar {
        case "\t": "\\t"
        case "\n", "\r": "\\n"
        case "\\": "\\\\"
        default: String(scalar)
        }
      }.joined()
    }.joined(separator: "\t")
  }

  private static func lines(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
    }
  }

  private static func unescaped(_ part: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in part {
      if isEscaped {
        result.append(character == "t" ? "\t" : character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
