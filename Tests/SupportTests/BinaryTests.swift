import Support
import Testing

@Suite struct BinaryTests {
  @Test func `programs are found beside the bundle that runs this test`() throws {
    // The bundle is the one program that is certainly there.
    let path = try binary(named: "tamarackPackageTests.xctest")
    #expect(path.hasPrefix("/"))
  }

  @Test func `a program that was not built is named with its folder`() {
    let error = #expect(throws: ProcessError.self) { try binary(named: "no-such-program") }
    #expect(error?.description.contains("there is no no-such-program in /") == true)
  }
}
