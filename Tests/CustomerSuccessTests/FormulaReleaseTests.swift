import CustomerSuccess
import Testing

@Suite struct FormulaReleaseTests {
  @Test(arguments: [
    ("17.5.2-ee", "17.5"), ("17.5", "17.5"), ("v16.11.0", "16.11"), ("15.4-pre", "15.4"),
    ("0.0.0", "0.0"),
  ])
  func `a version is of a release`(_ version: String, _ release: String) {
    #expect(ProductRelease(version)?.description == release)
  }

  @Test(arguments: [
    "", "17", "main", "a.b", "17.x", "17.5x", "-1.2", "99999.1", "1.99999.0", ".", "17.",
  ])
  func `what is no version is of none`(_ version: String) {
    #expect(ProductRelease(version) == nil)
  }

  @Test(arguments: [
    ("17.5", "17.5", 0), ("17.4", "17.5", 1), ("16.11", "17.0", 1), ("15.0", "17.5", 29),
    ("17.6", "17.5", 0),
  ])
  func `a year is twelve releases`(_ own: String, _ newest: String, _ behind: Int) throws {
    let (own, newest) = (try #require(ProductRelease(own)), try #require(ProductRelease(newest)))
    #expect(own.releasesBehind(newest) == behind)
  }
}
