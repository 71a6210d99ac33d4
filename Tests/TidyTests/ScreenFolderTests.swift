import Testing

@Suite struct ScreenFolderTests {
  private static let complete = [
    "Sources/TUI/Screens/Portfolio/PortfolioState.swift",
    "Sources/TUI/Screens/Portfolio/PortfolioUpdate.swift",
    "Sources/TUI/Screens/Portfolio/PortfolioView.swift",
    "Sources/TUI/Screens/Portfolio/PortfolioColumns.swift",
    "Tests/TUITests/PortfolioScreenTests.swift",
  ]

  @Test func `a complete screen passes`() {
    #expect(ScreenFolders.findings(inPaths: Self.complete) == [])
  }

  @Test(arguments: [0, 1, 2, 4])
  func `each missing file is reported by its path`(missing: Int) {
    var paths = Self.complete
    let path = paths.remove(at: missing)
    #expect(ScreenFolders.findings(inPaths: paths).map(\.path) == [path])
  }

  @Test func `a screen outside a folder is reported`() {
    let path = "Sources/TUI/Screens/Loose.swift"
    #expect(ScreenFolders.findings(inPaths: Self.complete + [path]).map(\.path) == [path])
  }
}
