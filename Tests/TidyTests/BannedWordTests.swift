import Testing

@Suite struct BannedWordTests {
  private func findings(_ source: String, path: String = "Sources/TUI/A.swift") -> [String] {
    BannedWords.findings(in: [SourceFile(path, source)]).map(\.description)
  }

  @Test(arguments: [
    "print(x)", "Swift.print(x)", "debugPrint(x)", "dump(x)", "fatalError(\"x\")",
    "let x = try! f()", "let x = y as! Int", "final class C: @unchecked Sendable {}",
    "nonisolated(unsafe) var x = 1", "let day = Date()", "let x = ContinuousClock.now",
    "let x: Date = .now", "f(ContinuousClock().now)", "f(.now)",
    "try await Task.sleep(for: .seconds(1))", "let x = UUID()",
    "var x = SystemRandomNumberGenerator()", "x.randomElement()", "x.shuffled()",
    "let x = \"today is \\(Date())\"", "let x = try? f()", "// FIXME: later", "/* TODO */",
    "/// XXX", "// swift-format-ignore",
  ])
  func `each banned word is found`(source: String) {
    #expect(findings("let a = 1\n" + source).count == 1, "\(source): \(findings(source))")
  }

  @Test(arguments: [
    "pretty_print(x)", "fatalErrors += 1", "let x = has!", "knowledge.nowhere",
    "self.now = clock.now", "let x = clock.now()", "UUID(bytes)",
    "Date(secondsSince: x)", "let x = \"print(x) fatalError FIXME\"", "// print(x) and Date()",
    "let x = #\"\\(Date())\"#", "let todo = TODO", "let x = \"\"\"\n  print(x)\n  \"\"\"",
    "// Not there yet is fine.\nlet x = try? f()", "let x = try? f()  // Absent is fine.",
    "x.randomElement(using: &generator)",
  ])
  func `what only looks like one passes`(source: String) {
    #expect(findings(source) == [])
  }

  @Test func `time comes in at the edges, and nowhere else`() {
    for folder in ["tam", "tamd", "SyncClient"] {
      #expect(findings("let x = Date()", path: "Sources/\(folder)/A.swift") == [])
    }
    for folder in ["CustomerSuccess", "SyncEngine", "TamService", "ReplicaStore", "Terminal"] {
      #expect(findings("let x = Date()", path: "Sources/\(folder)/A.swift").count == 1)
    }
    #expect(findings("let x = ContinuousClock.now", path: "Tests/T/A.swift") == [])
  }

  @Test func `only the programs' output types print`() {
    #expect(findings("print(x)", path: "Sources/tam/Output.swift") == [])
    #expect(findings("print(x)", path: "Sources/tam/Main.swift").count == 1)
    #expect(findings("print(x)", path: "Tests/T/A.swift").count == 1)
  }

  @Test(arguments: ["try await Task.sleep(for: x)", "sleep(1)", "usleep(1)", "import XCTest"])
  func `tests neither sleep nor use the older framework`(source: String) {
    #expect(findings(source, path: "Tests/T/A.swift").count == 1)
  }

  @Test func `the report names the line and what to write instead`() {
    #expect(
      findings("let a = 1\n\nlet b = try! f()") == [
        "Sources/TUI/A.swift:3: try! is banned: write try, and let the caller hear of the error"
      ])
  }

  @Test func `comments in C are read too`() {
    #expect(findings("// TODO: later\nint fatalError;", path: "Sources/C/a.c").count == 1)
  }
}
