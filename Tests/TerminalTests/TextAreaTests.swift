import Support
import Synchronization
import Terminal
import Testing

@Suite struct TextAreaTests {
  private let size = Size(rows: 3, columns: 11)

  private func area(_ text: String, keys: [String]) -> TextArea {
    var area = TextArea(text)
    for key in keys {
      guard let press = KeyPress(key) else {
        Issue.record("\(key) is no key")
        continue
      }
      _ = area.handle(.key(press), size: size)
    }
    return area
  }

  private func draw(_ area: TextArea) -> CellBuffer {
    var canvas = Canvas(size: size)
    area.draw(on: &canvas, isFocused: true)
    return canvas.buffer
  }

  @Test func `text wraps at spaces and the cursor follows`() {
    let buffer = draw(area("the quick brown fox", keys: []))
    expectScreen(buffer.text, reads: "the quick\nbrown fox")
    #expect(buffer.cursor == Position(row: 1, column: 9))
  }

  @Test func `the window follows the cursor`() {
    let buffer = draw(area("1\n2\n3\n4\n5", keys: []))
    expectScreen(buffer.text, reads: "3\n4\n5")
    expectScreen(draw(area("1\n2\n3\n4\n5", keys: ["ctrl+home"])).text, reads: "1\n2\n3")
  }

  @Test(
    arguments: [
      (["up", "x"], "one\nthxree\nfi"), (["up", "up", "x"], "onxe\nthree\nfi"),
      (["up", "end", "up", "x"], "onex\nthree\nfi"), (["home", "x"], "one\nthree\nxfi"),
      (["enter", "x"], "one\nthree\nfi\nx"), (["home", "backspace"], "one\nthreefi"),
      (["ctrl+home", "down", "ctrl+k"], "one\n\nfi"), (["ctrl+u"], "one\nthree\n"),
      (["ctrl+home", "end", "delete"], "onethree\nfi"),
      (["up", "end", "up", "down", "x"], "one\nthreex\nfi"),
    ] as [([String], String)])
  func `keys edit several lines`(keys: [String], text: String) {
    #expect(area("one\nthree\nfi", keys: keys).text == text)
  }

  @Test func `up and down keep the column over a short line`() {
    let moved = area("longline\na\nlongline", keys: ["up", "up", "x"])
    #expect(moved.text == "longlinex\na\nlongline")
  }

  @Test func `a paste keeps its lines`() {
    var area = TextArea("a")
    _ = area.handle(.paste("\r\nb\u{1B}\nc", isCut: false), size: size)
    #expect(area.text == "a\nb\nc")
  }

  @Test(
    arguments: [
      (["x"], 1), (["日"], 1), (["enter"], 1), (["backspace"], 1), (["ctrl+w"], 1),
      (["left"], 0), (["ctrl+left"], 0), (["up"], 0), (["pageup", "end"], 0), (["ctrl+home"], 0),
      (["up", "x", "down", "x"], 2),
    ] as [([String], Int)])
  func `a key in a long note goes over its text once, and moving or drawing never`(
    keys: [String], passes: Int
  ) {
    var area = TextArea(
      String(repeating: "顧客は更新を待っている。\n", count: 8_000), limit: 110_000)
    _ = area.handle(.key(KeyPress(.up)), size: size)
    let presses = keys.compactMap { KeyPress($0) }
    let found = PassCount()
    EditableText.$onPass.withValue({ found.add() }) {
      for press in presses {
        _ = area.handle(.key(press), size: size)
        _ = draw(area)
      }
    }
    #expect(presses.count == keys.count)
    #expect(found.count == passes)
  }

  @Test func `a full note is counted and takes no more`() {
    var area = TextArea(String(repeating: "客", count: 50), limit: 50)
    for key in ["backspace", "x", "y"] {
      _ = KeyPress(key).map { area.handle(.key($0), size: size) }
    }
    #expect(area.text == String(repeating: "客", count: 49) + "x")
  }

  @Test func `escape and tab are left to others`() {
    var area = TextArea("a")
    let taken = [Key.escape, .tab].map { area.handle(.key(KeyPress($0)), size: size) }
    #expect(taken == [false, false])
  }

  @Test func `the cursor is always in the window, wherever keys lead`() {
    var random = SeededGenerator(seed: 5)
    let keys = [
      "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "x", "space", "enter",
      "backspace", "delete", "ctrl+w", "ctrl+left", "ctrl+right", "ctrl+k", "ctrl+u",
    ].compactMap { KeyPress($0) }
    for round in 0..<40 {
      var area = TextArea(NastyText.make(using: &random, count: 80))
      let size = Size(rows: 1 + round % 4, columns: 3 + round % 9)
      for _ in 0..<60 {
        let key = keys[Int.random(in: 0..<keys.count, using: &random)]
        _ = area.handle(.key(key), size: size)
        var canvas = Canvas(size: size)
        area.draw(on: &canvas, isFocused: true)
        #expect(canvas.buffer.cursor != nil, "\(random), round \(round): \(key)")
      }
    }
  }
}

/// How many passes over a whole text there were.
private final class PassCount: Sendable {
  private let passes = Mutex(0)

  var count: Int { passes.withLock { $0 } }

  func add() { passes.withLock { $0 += 1 } }
}
