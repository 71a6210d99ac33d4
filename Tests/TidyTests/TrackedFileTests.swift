import Testing

@Suite struct TrackedFileTests {
  @Test(arguments: [
    ".build/debug/tam", "Sources/.build/x", "Package.resolved", "notes.txt", "scripts/run.sh",
  ])
  func `what has no place in the repository is reported`(path: String) {
    #expect(TrackedFiles.findings(inPaths: [path]).map(\.path) == [path])
  }

  @Test(arguments: [
    ".ci/run", ".gitignore", "Makefile", "Sources/tam/Main.swift", "themes/dark.yaml",
  ])
  func `what has its place passes`(path: String) {
    #expect(TrackedFiles.findings(inPaths: [path]) == [])
  }

  @Test(arguments: ["home", "Users", "root", "work", "srv/checkout"])
  func `a path of one machine is reported with its line`(folder: String) {
    let findings = TrackedFiles.findings(
      in: "first\nsee \"/\(folder)/ada/file\"", path: "README.md", root: "/srv/checkout")
    #expect(findings.map(\.line) == [2])
  }

  @Test(arguments: ["~/home/x", "https://example.com/work/x", "a/work/b", "${dir}/root/x"])
  func `a path that begins elsewhere passes`(text: String) {
    #expect(TrackedFiles.findings(in: text, path: "README.md", root: "/srv/checkout") == [])
  }
}
