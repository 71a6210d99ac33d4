import Glibc
import Support
import Testing

@Suite struct TemporaryDirectoryTests {
  @Test func `a folder is private, and gone afterwards`() throws {
    var folder: TemporaryDirectory? = try TemporaryDirectory()
    let path = try #require(folder?.path)
    try folder?.write("text", to: "file")
    var facts = stat()
    #expect(stat(path, &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o700)
    folder = nil
    #expect(stat(path, &facts) == -1)
  }
}
