import Support
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
}
