/// Tells code from comments from the text inside string literals.
///
/// Each of the two results is as long as the source, with spaces for what belongs to the other
/// and for the text of literals; so positions and line numbers are those of the source. What is
/// interpolated into a string counts as code.
struct CodeScanner {
  private enum Place {
    /// Code; the depth of open parentheses when it stands inside an interpolation.
    case code(interpolationDepth: Int?)
    case string(isMultiline: Bool, hashes: Int)
    case lineComment
    case blockComment(depth: Int)
  }

  private let source: [UInt8]
  private var index = 0
  private var places = [Place.code(interpolationDepth: nil)]
  private(set) var code: [UInt8]
  private(set) var comments: [UInt8]

  init(_ source: [UInt8]) {
    self.source = source
    code = source.map { $0 == newline ? newline : space }
    comments = code
    while index < source.count { step() }
  }

  /// Where the next byte is that means something in the place that `marks` belongs to.
  private func next(of marks: [Bool]) -> Int {
    var position = index
    while position < source.count, !marks[Int(source[position])] { position += 1 }
    return position
  }

  private mutating func step() {
    switch places.last {
    case .code(let depth): stepInCode(interpolationDepth: depth)
    case .string(let isMultiline, let hashes): stepInString(isMultiline, hashes)
    case .lineComment: stepInLineComment()
    case .blockComment(let depth): stepInBlockComment(depth)
    case .none: index = source.count
    }
  }

  private mutating func stepInCode(interpolationDepth depth: Int?) {
    take(next(of: codeMarks) - index, into: \.code)
    if index == source.count { return }
    if sees("//") {
      places.append(.lineComment)
    } else if sees("/*") {
      places.append(.blockComment(depth: 0))
    } else if let hashes = openingHashes {
      take(hashes, into: \.code)
      let isMultiline = sees("\"\"\"")
      take(isMultiline ? 3 : 1, into: \.code)
      places.append(.string(isMultiline: isMultiline, hashes: hashes))
    } else {
      if let depth { follow(parenthesis: source[index], depth: depth) }
      take(1, into: \.code)
    }
  }

  /// Leaves the interpolation at the parenthesis that ends it.
  private mutating func follow(parenthesis byte: UInt8, depth: Int) {
    let change = byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
    places.removeLast()
    if depth + change > 0 { places.append(.code(interpolationDepth: depth + change)) }
  }

  private mutating func stepInString(_ isMultiline: Bool, _ hashes: Int) {
    index = next(of: stringMarks)
    if index == source.count { return }
    let guarding = String(repeating: "#", count: hashes)
    let quote = isMultiline ? "\"\"\"" : "\""
    if sees("\\\(guarding)(") {
      index += 1 + hashes
      take(1, into: \.code)
      places.append(.code(interpolationDepth: 1))
    } else if sees("\\\(guarding)") {
      index += 2 + hashes
    } else if sees(quote + guarding) {
      take(quote.utf8.count + hashes, into: \.code)
      places.removeLast()
    } else {
      // A quote that nothing closes, as in a regular expression, must not swallow the file.
      if source[index] == newline, !isMultiline { places.removeLast() }
      index += 1
    }
  }

  private mutating func stepInLineComment() {
    take(next(of: lineMarks) - index, into: \.comments)
    places.removeLast()
  }

  private mutating func stepInBlockComment(_ depth: Int) {
    take(next(of: commentMarks) - index, into: \.comments)
    if index == source.count { return }
    let change = sees("/*") ? 1 : sees("*/") ? -1 : 0
    take(change == 0 ? 1 : 2, into: \.comments)
    places.removeLast()
    if depth + change > 0 { places.append(.blockComment(depth: depth + change)) }
  }

  /// The number of `#` before the quote that begins a string here; nil when none begins.
  private var openingHashes: Int? {
    var end = index
    while end < source.count, source[end] == UInt8(ascii: "#") { end += 1 }
    guard end < source.count, source[end] == UInt8(ascii: "\"") else { return nil }
    return end - index
  }

  private func sees(_ text: String) -> Bool {
    var position = index
    for byte in text.utf8 {
      guard position < source.count, source[position] == byte else { return false }
      position += 1
    }
    return true
  }

  private mutating func take(_ count: Int, into target: WritableKeyPath<Self, [UInt8]>) {
    let end = min(index + count, source.count)
    self[keyPath: target].replaceSubrange(index..<end, with: source[index..<end])
    index = end
  }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")

private let codeMarks = marks("/\"#()")
private let stringMarks = marks("\\\"\n")
private let lineMarks = marks("\n")
private let commentMarks = marks("/*")

/// Looked up by byte: whether it is one of `characters`.
private func marks(_ characters: String) -> [Bool] {
  let bytes = Array(characters.utf8)
  return (0..<256).map { bytes.contains(UInt8($0)) }
}
