import TUI
import Terminal

extension LinearApp.Console {
  /// Standard input and output.
  ///
  /// - Parameter terminalType: `TERM`; empty when it is not set.
  @MainActor static func standard(_ output: Output, terminalType: String) -> Self {
    func bytes(_ text: SafeText) -> [UInt8] { Array(output.readable(text).utf8) }
    return LinearApp.Console(
      // Whole lines: cut ones could not be read out.
      write: { lines in
        try output.write(lines.flatMap { bytes($0) + [UInt8(ascii: "\n")] })
      },
      ask: { prompt in
        try output.write(bytes(prompt))
        let line = readLine()
        if line == nil { try output.write([UInt8(ascii: "\n")]) }
        return line
      },
      run: { arguments in try ForegroundProgram.run(arguments) },
      copy: { text in
        guard output.terminalColumns != nil, Clipboard.isReached(by: terminalType) else {
          return false
        }
        try output.write(Clipboard.bytes(text))
        return true
      })
  }
}
