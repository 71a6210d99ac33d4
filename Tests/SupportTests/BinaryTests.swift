import Support
import Testing

@Suite struct BinaryTests {
  @Test func `a program that was not built is named with its folder`() {
    let error = #expect(throws: ProcessError.self) { try binary(named: "no-such-program") }
    #expect(error?.description.contains("there is no no-such-program in /") == true)
  }
}
