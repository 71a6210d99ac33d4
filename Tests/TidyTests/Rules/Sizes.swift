/// Files and functions that a person can take in at once.
enum Sizes {
  static let fileLineLimit = 400
  static let functionLineLimit = 50

  static func findings(in files: [SourceFile]) -> [Finding] {
    files.flatMap { file in
      let lines = file.codeLines
      let functions = file.isSwift ? functions(in: lines) : cFunctions(in: lines)
      return longFile(lines, file) + longFunctions(functions, file)
    }
  }

  private static func longFile(_ lines: [String], _ file: SourceFile) -> [Finding] {
    // The last line ends with a newline, after which nothing stands.
    let count = lines.last?.isEmpty == true ? lines.count - 1 : lines.count
    guard count > fileLineLimit else { return [] }
    let advice = "\(count) lines: split it where it does two things (limit \(fileLineLimit))"
    return [Finding(path: file.path, advice: advice)]
  }

  private static func longFunctions(
    _ functions: [ClosedRange<Int>], _ file: SourceFile
  ) -> [Finding] {
    functions.filter { $0.count > functionLineLimit }.map { range in
      Finding(
        path: file.path, line: range.lowerBound + 1,
        advice: "\(range.count) lines: take steps out into functions with names of their own "
          + "(limit \(functionLineLimit))")
    }
  }

  /// The lines from each declaration with a body to the brace that ends it.
  ///
  /// Relies on the format: the brace that ends a body is the first one indented like its
  /// declaration.
  static func functions(in lines: [String]) -> [ClosedRange<Int>] {
    lines.indices.compactMap { start in
      guard declaresFunction(lines[start]), let opening = bodyOpening(in: lines, from: start)
      else { return nil }
      let ending = String(repeating: " ", count: indentation(lines[start])) + "}"
      let end = lines[opening...].dropFirst().firstIndex { $0.hasPrefix(ending) }
      return end.map { start...$0 }
    }
  }

  /// The line whose brace opens the body; nil for a declaration without one, or in one line.
  private static func bodyOpening(in lines: [String], from start: Int) -> Int? {
    let depth = indentation(lines[start])
    var index = start
    while index < lines.count {
      let line = trimmed(lines[index])
      let isContinuation =
        index == start || indentation(lines[index]) > depth || line.hasPrefix(")") || line == "{"
      guard isContinuation else { return nil }
      if line.hasSuffix("{"), index == start || indentation(lines[index]) == depth { return index }
      if index == start, line.hasSuffix("}") { return nil }
      index += 1
    }
    return nil
  }

  /// The same for C, where functions begin and end at the left edge.
  static func cFunctions(in lines: [String]) -> [ClosedRange<Int>] {
    lines.indices.compactMap { start in
      guard let first = lines[start].first, first.isLetter, lines[start].contains("("),
        let opening = lines[start...].firstIndex(where: { line in
          [";", "{"].contains { trimmed(line).hasSuffix($0) }
        }), trimmed(lines[opening]).hasSuffix("{")
      else { return nil }
      return lines[opening...].firstIndex { $0.hasPrefix("}") }.map { start...$0 }
    }
  }

  private static func declaresFunction(_ line: String) -> Bool {
    for word in line.split(separator: " ") {
      let name = word.prefix { $0.isLetter }
      if ["func", "init", "deinit", "subscript", "var"].contains(name) { return true }
      guard modifiers.contains(name) || word.hasPrefix("@") else { return false }
    }
    return false
  }

  private static let modifiers: Set<Substring> = [
    "borrowing", "class", "consuming", "convenience", "fileprivate", "final", "internal", "lazy",
    "mutating", "nonisolated", "nonmutating", "open", "override", "package", "private", "public",
    "required", "static", "unowned", "weak",
  ]

  private static func indentation(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  private static func trimmed(_ line: String) -> Substring {
    var line = line[...].drop { $0 == " " }
    while line.last == " " { line.removeLast() }
    return line
  }
}
