import Terminal
import Testing

@Suite struct ChartsTests {
  @Test func `a sparkline rises with its values and shows gaps`() {
    #expect(Charts.sparkline([0, 1, nil, 2, 4, 8]).text == "▁▂·▃▅█")
    #expect(Charts.sparkline([5, 5, 5]).text == "▁▁▁")
    #expect(Charts.sparkline([0, 50, 100], range: 0...200).text == "▁▃▅")
    #expect(Charts.sparkline([0, .nan, 10], glyphs: .ascii).text == "_|#")
  }

  @Test(arguments: [(0.0, "    "), (0.5, "██  "), (0.55, "██▎ "), (1.0, "████"), (7.0, "████")])
  func `a bar is as wide as asked for`(share: Double, bar: String) {
    #expect(Charts.bar(share, width: 4).text == bar)
  }

  @Test func `every glyph takes one cell in both sets`() {
    for glyphs in [GlyphSet.unicode, .ascii] {
      for glyph in glyphs.levels + glyphs.fills + [glyphs.good, glyphs.risk, glyphs.horizontal] {
        #expect(glyph.width == 1)
      }
    }
    let ascii = GlyphSet.ascii
    #expect((ascii.levels + ascii.fills).allSatisfy { $0.text.utf8.count == 1 })
  }
}
