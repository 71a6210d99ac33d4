import Testing

@Suite struct SizeTests {
  private func lines(_ count: Int) -> String {
    String(repeating: "    let x = 1\n", count: count)
  }

  private func places(_ source: String) -> [String] {
    Sizes.findings(in: [SourceFile("Sources/tam/Long.swift", source)])
      .map { "\($0.line ?? 0)" }
  }

  @Test func `a file may have 400 lines and no more`() {
    #expect(places(lines(400)) == [])
    #expect(places(lines(401)) == ["0"])
  }

  @Test(arguments: [
    "  func f() {\n", "  package static func f(a: Int) async throws -> Int {\n",
    "  func f(\n    a: Int\n  ) -> Int {\n", "  func f()\n    async throws\n  {\n",
    "  init?(_ text: String) {\n", "  deinit {\n", "  subscript(index: Int) -> Int {\n",
    "  private var x: Int {\n", "  @MainActor func f() {\n", "  private(set) var x = 1 {\n",
    "  @Test func `a sentence with spaces`() {\n", "  var x: Int = {\n",
  ])
  func `a function may have 50 lines and no more`(opening: String) {
    let head = opening.split(separator: "\n").count
    let allowed = "struct S {\n" + opening + lines(49 - head) + "  }\n}\n"
    let tooLong = "struct S {\n" + opening + lines(50 - head) + "  }\n}\n"
    #expect(places(allowed) == [])
    #expect(places(tooLong) == ["2"], "not noticed: \(opening)")
  }

  @Test(arguments: [
    "struct Long {\n", "extension Long {\n", "enum Long: String {\n", "let values = [\n",
    "protocol P {\n  func f()\n",
  ])
  func `what is no function may be longer`(opening: String) {
    let ending = opening.hasPrefix("let") ? "]\n" : "}\n"
    #expect(places(opening + lines(60) + ending) == [])
  }

  @Test func `braces in strings and comments do not end a function`() {
    let source = "func f() {\n  let x = \"\"\"\n}\n\"\"\"\n/*\n}\n*/\n" + lines(50) + "}\n"
    #expect(places(source) == ["1"])
  }

  @Test func `a requirement without a body is no function of its own`() {
    #expect(Sizes.functions(in: ["  func f()", "  func g() {", "    h()", "  }"]) == [1...3])
  }

  @Test func `functions in C are measured too`() {
    func source(_ count: Int) -> String {
      "int g(void);\nstatic int f(int a,\n    int b) {\n" + lines(count) + "}\nint h(void);\n"
    }
    func places(_ source: String) -> [Int?] {
      Sizes.findings(in: [SourceFile("Sources/CNcurses/a.c", source)]).map(\.line)
    }
    #expect(places(source(47)) == [])
    #expect(places(source(48)) == [2])
  }
}
