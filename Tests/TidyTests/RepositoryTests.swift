import Testing

/// What the compiler does not check, read from the files as they lie on the disk.
@Suite struct RepositoryTests {
  private let repository = Repository.here

  @Test func `the sources are found`() {
    let paths = repository.sources.map(\.path)
    #expect(paths.contains("Sources/tam/Main.swift"), "looked in \(repository.root)")
    #expect(paths.contains("Tests/TidyTests/RepositoryTests.swift"))
  }

  @Test func `imports follow the arrows`() {
    expectNone(Arrows.findings(in: repository.sources))
  }

  @Test func `every screen has its three files and its tests`() {
    expectNone(
      ScreenFolders.findings(
        inPaths: repository.paths(below: "Sources") + repository.paths(below: "Tests")))
  }

  @Test func `files and functions are small`() {
    expectNone(Sizes.findings(in: repository.sources))
  }

  @Test func `every edge of the connectors has its test`() {
    expectNone(Edges.findings(in: repository.sources))
  }

  @Test func `no banned word is used`() {
    expectNone(BannedWords.findings(in: repository.sources))
  }

  @Test func `git holds what was written, and no path of one machine`() async throws {
    // A copy without git, such as a release archive, holds nothing that git could ignore.
    guard let paths = try await repository.trackedPaths() else { return }
    #expect(paths.contains("Package.swift"))
    expectNone(TrackedFiles.findings(inPaths: paths))
    for path in paths {
      guard let text = repository.text(of: path) else { continue }
      expectNone(TrackedFiles.findings(in: text, path: path, root: repository.root))
    }
  }
}
