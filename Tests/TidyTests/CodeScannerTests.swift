import Testing

@Suite struct CodeScannerTests {
  @Test(arguments: [
    ("a // b", "a     "),
    ("a /* b /* c */ d */ e", "a                   e"),
    ("f(\"text\") // x", "f(\"    \")     "),
    ("\"a\\\"b\" c", "\"    \" c"),
    ("\"a\\(b + \"c\")d\" e", "\"  (b + \" \") \" e"),
    ("\"\\(f(g(x)))\" y", "\" (f(g(x)))\" y"),
    ("#\"a\"b\\(c)\"# d", "#\"       \"# d"),
    ("#\"\\#(c)\"# d", "#\"  (c)\"# d"),
    ("\"\"\"\na \"b\"\n\"\"\" c", "\"\"\"\n     \n\"\"\" c"),
    ("\"not closed\nnext", "\"          \nnext"),
    ("\"// no comment\" a", "\"             \" a"),
  ])
  func `only code is left, in its place`(source: String, code: String) {
    #expect(String(decoding: CodeScanner(Array(source.utf8)).code, as: UTF8.self) == code)
  }

  @Test func `comments are left in their place`() {
    let scanner = CodeScanner(Array("a // b \"c\"\n\"// d\" /* e\n*/".utf8))
    let comments = String(decoding: scanner.comments, as: UTF8.self)
    #expect(comments == "  // b \"c\"\n       /* e\n*/")
  }
}
