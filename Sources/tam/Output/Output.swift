import CustomerSuccess
import Glibc
import Terminal

/// The two streams of the program.
///
/// Results go to standard output, everything else to standard error.
///
/// Nothing is kept back: when a call returns, the text is written.
struct Output {
  /// Columns of the terminal that standard output is; nil when it is a file or a pipe.
  let terminalColumns: Int?

  /// Whether whoever reads it knows nothing else; CSV and JSON are data and stay as they are.
  let isASCII: Bool

  static let standard = Output(
    terminalColumns: columns(of: STDOUT_FILENO),
    isASCII: !TerminalOptions.isUTF8(locale))

  /// Read alone, because all of the environment takes its share of a start.
  private static var locale: String? {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    return names.lazy.compactMap { getenv($0).map { String(cString: $0) } }.first { !$0.isEmpty }
  }

  /// Lines of a result, cut to the terminal where there is one.
  func write(_ lines: [SafeText]) throws(OutputFailure) {
    var text = ""
    for line in lines {
      text += readable(terminalColumns.map { line.truncated(to: $0) } ?? line) + "\n"
    }
    try write(Array(text.utf8))
  }

  /// A result that is already in its final form.
  func write(_ bytes: [UInt8]) throws(OutputFailure) {
    try Self.write(bytes, to: STDOUT_FILENO)
  }

  /// A message for the person; never part of the result.
  func say(_ line: SafeText) { say([line]) }

  func say(_ lines: [SafeText]) {
    let text = lines.map { readable($0) + "\n" }.joined()
    // When standard error cannot be written, there is nobody left to tell.
    try? Self.write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// As its reader can show it.
  func readable(_ line: SafeText) -> String { (isASCII ? line.ascii : line).text }

  /// A message that may hold anything, such as what an error says.
  func say(untrusted text: String) { say(SafeText.lines(sanitizing: text)) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(OutputFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { system_write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw OutputFailure(code: errno)
      }
    }
  }

  private static func columns(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// `write` of the system, apart from the methods above.
private func system_write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// Why standard output did not take a result.
struct OutputFailure: Error, CustomStringConvertible {
  /// The system's error number.
  let code: Int32

  /// Whoever read the output has seen enough, such as `head`.
  var isClosedPipe: Bool { code == EPIPE }

  var description: String {
    "the result could not be written: \(String(cString: strerror(code))); check where it goes"
  }
}
