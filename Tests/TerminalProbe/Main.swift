import Glibc
import Terminal

/// A program that shows what its terminal tells it, for tests at a pseudo-terminal.
///
/// Each event becomes a row. Keys: `q` leaves, `^Z` suspends, `z` stops itself unasked, `e` runs a
/// child, `m` runs a program that does not exist, `x` and `s` crash, `n` makes noise on standard
/// error, `b` rings the doorbell from another thread, `k` exits without closing, `h` hangs, `f` draws
/// a storm of frames, `v` leaves while a frame that shows the cursor is on its way. With
/// `PROBE_IMPATIENT` set, a second unread request to end is taken for a hang at once; with
/// `PROBE_PATIENT`, an answer of the terminal is waited for as long as it takes.
@main
@MainActor
struct Main {
  private let session: TerminalSession
  private var log: [SafeText] = []
  private var exitCode: Int32?
  private var isCursorShown = false
  private var isMouseOn = true

  static func main() {
    var options = TerminalOptions(environment: environment())
    options.usesMouse = true
    if getenv("PROBE_IMPATIENT") != nil { options.stuckAfter = .zero }
    if getenv("PROBE_PATIENT") != nil { options.answerWait = .seconds(60) }
    do throws(TerminalError) {
      var program = Main(session: try TerminalSession(options: options))
      let code = program.run()
      program.session.close()
      exit(code)
    } catch {
      say("\(error)")
      exit(3)
    }
  }

  private static func environment() -> [String: String] {
    var found: [String: String] = [:]
    for name in ["TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM"] {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }

  private static func say(_ text: String) {
    Array("\(text)\n".utf8).withUnsafeBytes { bytes in
      _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    }
  }

  private init(session: TerminalSession) { self.session = session }

  private mutating func run() -> Int32 {
    while exitCode == nil {
      session.present(frame())
      for event in session.nextEvents() where exitCode == nil { handle(event) }
    }
    return exitCode ?? 0
  }

  private func frame() -> CellBuffer {
    var canvas = Canvas(size: session.size)
    let (rows, columns) = (session.size.rows, session.size.columns)
    canvas.write("probe \(rows)x\(columns) \(word(session.type))", row: 0, role: .title)
    for (row, line) in log.suffix(max(rows - 1, 0)).enumerated() {
      canvas.write(line, row: row + 1)
    }
    if isCursorShown { canvas.placeCursor(row: 0, column: 0) }
    return canvas.buffer
  }

  /// Prepared for, and then something else is presented.
  private var vainFrame: CellBuffer {
    var canvas = Canvas(size: session.size)
    for row in 0..<canvas.rows { canvas.write("in vain", row: row, column: row) }
    return canvas.buffer
  }

  private func word(_ text: String) -> SafeText { SafeText(sanitizing: text) }

  private mutating func handle(_ event: TerminalEvent) {
    switch event {
    case .input(.key(let press)): handle(press)
    case .input(let input): log.append(word("\(input)"))
    case .suspendRequested: suspend()
    case .endRequested(let signal): exitCode = 128 + signal.rawValue
    case .hungUp: exitCode = 129
    case .resized(let size): log.append("resized \(size.rows)x\(size.columns)")
    case .background(let appearance): log.append(word("background \(appearance)"))
    case .drained: break
    case .mayBeEscape: session.prepare(vainFrame)
    case .doorbell, .continued: log.append(word("\(event)"))
    }
  }

  private mutating func handle(_ press: KeyPress) {
    log.append("key \(word(press.description))")
    switch press.description {
    case "q": exitCode = 0
    case "ctrl+z": suspend()
    case "z":
      // Nothing new is to be drawn before it sees that it was stopped.
      log.removeLast()
      kill(getpid(), SIGSTOP)
    case "e": runChild(["sh", "-c", "printf 'child here\\n'; read line; exit 7"])
    case "m": runChild(["/no/such/program"])
    case "x": trap()
    case "s": raise(SIGSEGV)
    case "n": Self.say("noise from a library")
    case "b": ring()
    case "k": exit(5)
    case "h": hang()
    case "c": isCursorShown.toggle()
    case "y": if !session.copy("copied over ssh") { log.append("no clipboard") }
    case "f": storm()
    case "v": leaveBusy()
    case "o":
      isMouseOn.toggle()
      session.setMouse(isMouseOn)
    default: break
    }
  }

  private mutating func suspend() {
    log.append(session.suspend() ? "back again" : "no shell to go back to")
  }

  private mutating func runChild(_ arguments: [String]) {
    do throws(TerminalError) {
      log.append("child exit \(try session.runChild(arguments))")
    } catch {
      log.append(word("\(error)"))
    }
  }

  /// Traps as broken Swift does, with words on standard error first.
  private func trap() {
    let empty = log.filter { $0.text.isEmpty }
    log.forEach { _ = empty[$0.width] }
  }

  /// Never looks at an event again.
  private func hang() {
    session.present(frame())
    while true { pause() }
  }

  private func ring() {
    let bell = session.doorbell
    Task.detached { bell.ring() }
  }

  /// Far more frames than a terminal that reads slowly can take.
  private mutating func storm() {
    var skipped = 0
    for turn in 0..<2_000 where session.present(stripes(turn)) == nil { skipped += 1 }
    log = [skipped > 0 ? "storm over, frames skipped" : "storm over"]
  }

  /// A frame of which every cell is another than a turn before; every second shows the cursor.
  private func stripes(_ turn: Int) -> CellBuffer {
    var canvas = Canvas(size: session.size)
    for row in 0..<canvas.rows {
      let digit = SafeText(sanitizing: String((turn + row) % 10))
      canvas.write(digit.repeated(canvas.columns), row: row)
    }
    if !turn.isMultiple(of: 2) { canvas.placeCursor(row: 0, column: 0) }
    return canvas.buffer
  }

  private mutating func leaveBusy() {
    var turn = 0
    while exitCode == nil {
      while session.isBusy { _ = session.nextEvents() }
      session.present(stripes(turn))
      if session.isBusy && !turn.isMultiple(of: 2) { exitCode = 0 }
      turn += 1
    }
  }
}
