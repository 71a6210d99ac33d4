import Terminal
import Testing

@Suite struct ClosestNameTests {
  @Test(
    arguments: [
      ("gren", "green"), ("GREEN", "green"), ("geren", "green"),
      ("portfolio.srot", "portfolio.sort"),
      ("x", nil), ("magenta", nil), ("", nil),
    ] as [(String, String?)])
  func `one that is a few slips away is found, a stranger is not`(text: String, name: String?) {
    #expect(ClosestName.to(text, among: ["red", "green", "portfolio.sort"]) == name)
  }
}
