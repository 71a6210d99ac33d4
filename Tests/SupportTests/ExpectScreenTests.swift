import Support
import Terminal
import Testing

@Suite struct ExpectScreenTests {
  @Test func `spaces and rows that cannot be seen do not count`() {
    expectScreen("> Acme   \n  Globex\n\n   \n", reads: "> Acme\n  Globex")
  }

  @Test(arguments: [
    ("Acme", "Globex", "from row 0 on"), ("a\nb", "a\nc", "from row 1 on"),
    ("a", "a\nb", "from row 1 on"), ("a\nb", "a", "from row 1 on"), (" a", "a", "from row 0 on"),
  ])
  func `a difference is reported with the block to paste`(
    screen: String, expected: String, place: String
  ) {
    let message = screenDifference(screen, expected) ?? "no difference"
    #expect(message.contains(place))
    #expect(message.hasSuffix("\"\"\"\n\(screen)\n\"\"\""))
  }

  @Test func `a buffer and a terminal are compared by what they show`() {
    expectScreen(CellBuffer(size: Size(rows: 2, columns: 3)), reads: "")
    expectRoles(CellBuffer(size: Size(rows: 1, columns: 3)), reads: "")
    var screen = VTScreen(rows: 2, columns: 3)
    screen.feed("ab")
    expectScreen(screen, reads: "ab")
  }
}
