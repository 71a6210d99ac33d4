import CustomerSuccess
import Terminal

/// A message with when it was said.
struct PastMessage: Equatable {
  var message: Message
  var at: Instant
}

/// Every message of this session, the newest first: for those that went before they were read.
struct MessageList: Equatable {
  /// Newest first.
  let messages: [PastMessage]
  private var scroll = ScrollWindow()

  /// - Parameter messages: Oldest first, as they were said.
  init(_ messages: [PastMessage]) { self.messages = messages.reversed() }

  /// Beyond the last line, however long the messages are.
  private static let farDown = 1_000_000
  /// Messages that are kept; more than anyone looks back.
  static let limit = 500

  /// Scrolls as lists do; false for a key that leaves.
  mutating func handle(_ input: InputEvent) -> Bool {
    guard case .key(let press) = input else { return true }
    switch press.key {
    case .down, .character("j"): move(by: 1)
    case .up, .character("k"): move(by: -1)
    case .pageDown, .character(" "): move(by: 10)
    case .pageUp: move(by: -10)
    case .home, .character("g"): scroll = ScrollWindow()
    case .end, .character("G"): scroll = ScrollWindow(offset: Self.farDown)
    case .enter, .character("q"): return false
    default: break
    }
    return true
  }

  private mutating func move(by step: Int) { scroll = ScrollWindow(offset: scroll.offset + step) }

  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    canvas.fill()
    canvas.write("Messages", row: 0, column: 1, role: .title)
    let (body, foot) = canvas.bounds.splitTop(2).rest.splitBottom(1)
    canvas.within(foot) {
      HintLine([.init(key: "j k", title: "scroll"), .init(key: "esc", title: "leaves")])
        .draw(on: &$0, row: 0, column: 1)
    }
    guard !messages.isEmpty else {
      canvas.within(body.inset(rows: 0, columns: 1)) {
        $0.paragraph("Nothing was said yet since the app was opened.")
      }
      return
    }
    let lines = lines(width: body.columns, surroundings)
    scroll.scroll(by: 0, count: lines.count, rows: body.rows)
    let window = scroll.visible(count: lines.count, rows: body.rows)
    canvas.within(body) { canvas in
      for (row, index) in window.enumerated() { lines[index].draw(on: &canvas, row: row) }
    }
    canvas.scrollBar(
      in: body, offset: window.lowerBound, count: lines.count, glyphs: surroundings.glyphs)
  }

  private struct Line {
    var age: SafeText = ""
    var sign: SafeText = ""
    var role = Role.text
    var text: SafeText

    func draw(on canvas: inout Canvas, row: Int) {
      canvas.write(age, row: row, column: 1, role: .muted)
      canvas.write(sign, row: row, column: MessageList.signColumn, role: role)
      canvas.write(text, row: row, column: MessageList.signColumn + 2, role: role)
    }
  }

  private static let signColumn = 10

  /// Each message in full; when it was said and how bad it is stand before its first line.
  private func lines(width: Int, _ surroundings: Surroundings) -> [Line] {
    messages.flatMap { past -> [Line] in
      let room = max(width - Self.signColumn - 3, 10)
      let (sign, role) = past.message.tone.sign(surroundings.glyphs)
      return past.message.text.wrapped(to: room).enumerated().map { index, text in
        guard index == 0 else { return Line(role: role, text: text) }
        let age = Words.age(past.at, now: surroundings.now)
        return Line(age: age, sign: sign, role: role, text: text)
      }
    }
  }
}

extension Message.Tone {
  var role: Role {
    switch self {
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }

  fileprivate func sign(_ glyphs: GlyphSet) -> (SafeText, Role) {
    switch self {
    case .info: (glyphs.separator, .text)
    case .warning: (glyphs.watch, .warning)
    case .error: (glyphs.risk, .error)
    }
  }
}

extension AppState {
  /// Keeps what is said for the list; said again at once, it counts as said last.
  mutating func keep(_ message: Message) {
    if messages.last?.message == message { messages.removeLast() }
    messages.append(PastMessage(message: message, at: surroundings.now))
    if messages.count > MessageList.limit { messages.removeFirst() }
  }
}
