import Glibc

/// A source file as the rules read it.
struct SourceFile: Sendable {
  /// From the top of the repository, such as `Sources/tam/Main.swift`.
  let path: String
  let text: String
  /// The source without comments and without the text of string literals, in the same places.
  let code: [UInt8]
  /// Only the comments, in the same places.
  let comments: [UInt8]

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
    let scanner = CodeScanner(Array(text.utf8))
    code = scanner.code
    comments = scanner.comments
  }

  var isSwift: Bool { path.hasSuffix(".swift") }

  /// Folder or file names on the way from the top.
  var components: [Substring] { path.split(separator: "/") }

  /// The folder below `Sources` that it is part of; nil outside.
  var target: String? {
    let components = components
    return components.count > 2 && components[0] == "Sources" ? String(components[1]) : nil
  }

  func isBelow(_ folders: [String]) -> Bool {
    folders.contains { path.hasPrefix($0 + "/") }
  }

  /// The lines of the code, with the indentation of the source.
  var codeLines: [String] { lines(of: code) }

  /// The lines of the comments, the rest blank.
  var commentLines: [String] { lines(of: comments) }

  private func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Where `word` stands alone: not as a part of a longer name.
func offsets(ofWord word: String, in bytes: [UInt8]) -> [Int] {
  let needle = Array(word.utf8)
  return offsets(of: needle, in: bytes).filter { start in
    let end = start + needle.count
    let isPart =
      (isNamePart(needle.first) && start > 0 && isNamePart(bytes[start - 1]))
      || (isNamePart(needle.last) && end < bytes.count && isNamePart(bytes[end]))
    return !isPart
  }
}

/// The line, from 1, that the byte at `offset` is part of.
func lineNumber(of offset: Int, in bytes: [UInt8]) -> Int {
  1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
}

/// Where `needle` begins; by `memchr`, so that many words in every file take no time.
func offsets(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
  guard let first = needle.first else { return [] }
  return bytes.withUnsafeBytes { buffer in
    guard let base = buffer.baseAddress else { return [] }
    var found: [Int] = []
    var position = 0
    while position + needle.count <= buffer.count {
      let last = buffer.count - needle.count + 1
      guard let start = memchr(base + position, Int32(first), last - position) else { break }
      let offset = UnsafeRawPointer(start) - base
      if memcmp(start, needle, needle.count) == 0 { found.append(offset) }
      position = offset + 1
    }
    return found
  }
}

func isNamePart(_ byte: UInt8?) -> Bool {
  guard let byte else { return false }
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
    return true
  default: return false
  }
}
