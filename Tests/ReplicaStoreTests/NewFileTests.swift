import ReplicaStore
import Support
import Testing

@Suite struct NewFileTests {
  @Test func `a file is written once, and one that is there stays`() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path(of: "plan.md")

    #expect(try NewFile.write("# Plan\n", to: "~/plan.md", home: folder.path) == path)
    #expect(throws: NewFileError.exists(path: path)) {
      try NewFile.write("other", to: path, home: nil)
    }
    #expect(try folder.read("plan.md") == "# Plan\n")
  }

  @Test func `a place that is not there is named with the reason`() throws {
    let folder = try TemporaryDirectory()
    let error = #expect(throws: NewFileError.self) {
      try NewFile.write("text", to: folder.path(of: "no/plan.md"), home: nil)
    }
    #expect(error?.description.contains("no/plan.md could not be written") == true)
  }
}
