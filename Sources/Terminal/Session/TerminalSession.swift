import CNcurses

/// The real terminal, from taking it over to giving it back.
///
/// One per process, on the main thread, which sleeps in ``nextEvents(timeout:)`` while nothing
/// happens. Because it sleeps there, nothing else may wait for the main actor: work elsewhere
/// leaves its results in a mailbox and rings the ``doorbell``.
///
///     let session = try TerminalSession(options: .init(environment: environment))
///     defer { session.close() }
///     while isRunning {
///       for event in session.nextEvents() { update(event) }
///       session.present(draw(session.size))
///     }
@MainActor
package final class TerminalSession {
  /// Milliseconds of silence after which Escape was the key and not the start of a sequence, where a
  /// network may tear a sequence apart.
  static let escapeWait: Int32 = 25
  /// The same for an Escape that came alone from a terminal on this machine, which hands over each
  /// sequence in one piece.
  static let loneEscapeWait: Int32 = 3
  /// Milliseconds of silence after which a paste or an answer that never ended is given up.
  static let blockWait: Int32 = 1_000
  /// Bytes read at once.
  static let readSize = 1 << 16

  package private(set) var size: Size
  package let doorbell: Doorbell
  /// How many frames went out, for diagnosis.
  package private(set) var frameCount = 0

  let encoder: FrameEncoder
  private(set) var options: TerminalOptions
  let tty: Int32
  let signals: Int32
  var decoder = InputDecoder()
  var outbox = Outbox()
  /// Room for what is read; kept, because making it anew for each key takes longer than reading.
  var room = [UInt8](repeating: 0, count: TerminalSession.readSize)
  /// Events found while nobody was asking.
  var owed: [TerminalEvent] = []
  var isOpen = true
  /// Whether the terminal is left to the shell for good, because the program was told to end while
  /// it was not ours.
  var isAway = false
  /// Whether the terminal said that it can hold back drawing until a frame is complete.
  var canSynchronize = false
  /// Whether the last that was read is an Escape and nothing else.
  var isLoneEscape = false
  /// Whether nobody was told of that Escape yet.
  var isEscapeNews = false
  /// When something was read last, in milliseconds since some time before.
  var lastRead: Int64 = 0
  /// The frame of a screen that was prepared for.
  private var prepared: [UInt8] = []
  /// What the next frame puts into the clipboard.
  private var clipboard: [UInt8] = []
  /// Whether a question is out whose answer must not end up in the shell.
  var awaitsAnswer = false
  private static var isTaken = false

  package var type: String { encoder.type }
  package var tier: ColorTier { encoder.tier }
  package var isUnicode: Bool { encoder.isUnicode }
  /// The signs to draw with on this terminal.
  package var glyphs: GlyphSet { encoder.glyphs }
  /// Whether the last frame is still on its way; a frame presented now would be skipped.
  package var isBusy: Bool { !outbox.isEmpty }

  /// Takes the terminal over: raw mode, alternate screen, paste, focus and mouse reports.
  package init(
    options: TerminalOptions, theme: Theme = .tamarack
  ) throws(TerminalError) {
    guard !Self.isTaken else { throw .alreadyOpen }
    if options.type == "dumb" { throw .dumb(type: options.type) }
    let tty = tty_open()
    if tty == -notATerminalNumber { throw .notATerminal }
    guard tty >= 0 else { throw .system("opening the terminal", -tty) }
    self.options = options
    self.tty = tty
    size = Self.measure(tty)
    do throws(TerminalError) {
      doorbell = try Doorbell()
      signals = signals_install(Self.milliseconds(options.stuckAfter))
      guard signals >= 0 else { throw TerminalError.system("opening a pipe", -signals) }
      // Only now: ncurses leaves handlers alone that are there before it.
      encoder = try FrameEncoder(options: options, size: size, theme: theme)
    } catch {
      signals_uninstall()
      tty_close(tty)
      throw error
    }
    Self.isTaken = true
    stderr_capture()
    crash_arm(tty)
    enterModes()
    askModes()
  }

  /// 24 by 80 for a terminal that does not say.
  static func measure(_ tty: Int32) -> Size {
    var rows: Int32 = 24
    var columns: Int32 = 80
    _ = tty_size(tty, &rows, &columns)
    return Size(rows: Int(rows), columns: Int(columns))
  }

  /// Shows `screen`: at most one write, of what changed.
  ///
  /// - Returns: The bytes written or waiting; nil when the frame was skipped because the line is
  ///   still busy with the last one. ``TerminalEvent/drained`` tells when to try again.
  @discardableResult
  package func present(_ screen: CellBuffer) -> Int? {
    guard isOpen, !isAway, outbox.isEmpty else { return nil }
    var frame = clipboard + mouseChange + prepared + encoder.encode(screen)
    clipboard = []
    prepared = []
    frame += cursorChange(isVisible: screen.cursor != nil)
    guard !frame.isEmpty else { return 0 }
    if canSynchronize { frame = Self.beginSync + frame + Self.endSync }
    frameCount += 1
    outbox.put(frame)
    outbox.send(to: tty)
    return frame.count
  }

  /// Makes the frame of a screen that is likely to be presented next, so that it only has to be sent.
  ///
  /// Whatever is presented next comes out right: another screen is drawn over this one in one frame.
  package func prepare(_ screen: CellBuffer) { prepared += encoder.encode(screen) }

  private static let beginSync = Array("\u{1B}[?2026h".utf8)
  private static let endSync = Array("\u{1B}[?2026l".utf8)

  private func cursorChange(isVisible: Bool) -> [UInt8] {
    let hidden = UInt32(LEDGER_HIDDEN_CURSOR)
    let modes = isVisible ? ledger_modes() & ~hidden : ledger_modes() | hidden
    return Self.ledgerBytes { ledger_change(modes, $0) }
  }

  static func ledgerBytes(_ fill: (UnsafeMutablePointer<CChar>) -> Int) -> [UInt8] {
    var room = [CChar](repeating: 0, count: Int(LEDGER_ROOM))
    let count = room.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map(fill) ?? 0
    }
    return room.prefix(count).map { UInt8(bitPattern: $0) }
  }

  /// Draws everything anew at the next frame.
  package func redraw() { encoder.forget() }

  /// Draws in another theme from the next frame on, which then draws everything anew.
  package func setTheme(_ theme: Theme) { encoder.use(theme) }

  /// Puts a text into the terminal's clipboard with the next frame; see ``Clipboard``.
  ///
  /// - Returns: False where there is none to put it into.
  package func copy(_ text: SafeText) -> Bool {
    guard Clipboard.isReached(by: type) else { return false }
    clipboard = Clipboard.bytes(text)
    return true
  }

  /// Draws with so many colors from the next frame on, or with those that the terminal has.
  package func setColors(_ tier: ColorTier?) { encoder.use(tier) }

  /// Asks for reports of the mouse from the next frame on, or leaves it to the terminal.
  package func setMouse(_ isOn: Bool) { options.usesMouse = isOn }

  /// What brings the terminal to what ``setMouse(_:)`` asked for.
  private var mouseChange: [UInt8] {
    let mouse = UInt32(LEDGER_MOUSE)
    let modes = options.usesMouse ? ledger_modes() | mouse : ledger_modes() & ~mouse
    return Self.ledgerBytes { ledger_change(modes, $0) }
  }

  /// Takes the size from the terminal; true when it is another.
  func remeasure() -> Bool {
    let found = Self.measure(tty)
    guard found != size else { return false }
    size = found
    encoder.resize(to: found)
    return true
  }

  /// Gives the terminal back as it was.
  ///
  /// Calling it twice is harmless.
  package func close() {
    guard isOpen else { return }
    if !isAway { settleAnswers() }
    leaveModes(dropInput: true)
    isOpen = false
    crash_disarm()
    stderr_release()
    signals_uninstall()
    tty_close(tty)
    Self.isTaken = false
  }
}
