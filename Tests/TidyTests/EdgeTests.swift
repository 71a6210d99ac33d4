import Testing

@Suite struct EdgeTests {
  @Test func `the numbers above a test are its own`() {
    let text = """
      // edges 1, 5 and 32
      @Test(arguments: [1])
      func `first`(number: Int) {}

      @Test func `second`() {}
      // edge 7
      @Test func `third`() {}
      """
    #expect(
      Edges.marks(in: text) == [
        Edges.Mark(number: 1, test: "first"), Edges.Mark(number: 5, test: "first"),
        Edges.Mark(number: 32, test: "first"), Edges.Mark(number: 7, test: "third"),
      ])
  }

  @Test func `a test that lacks, and a number that nobody knows, are reported`() {
    let file = SourceFile("Tests/X/XTests.swift", "// edge 999\n@Test func `x`() {}\n")
    let findings = Edges.findings(in: [file])
    #expect(findings.count == Edges.all.count + 1)
    #expect(findings.last?.advice == "says nothing of edge 999, which a test has")
  }
}
