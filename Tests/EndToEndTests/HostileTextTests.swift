import Foundation
import Support
import Testing

/// Names and notes that try to steer the terminal or a spreadsheet.
@Suite struct HostileTextTests {
  /// A clipboard write, a color, a C1 control, a turn of direction, and something invisible.
  private static let hostile =
    "=Bad\u{1B}]52;c;ZWNobyBoaQ==\u{07}\u{1B}[31m\u{9B}2J\u{202E}kcab\u{200B}\u{E0041}"

  private static let verbs = [
    ["timeline", "--all", "--limit", "0"], ["cta", "list"], ["search", "Bad"], ["show", "Evil"],
  ]

  @Test func `what came back from the service is printed so that no terminal obeys it`()
    async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    try await home.do(
      "log", "call", "Evil", "--subject", Self.hostile, "--notes", Self.hostile, "--sentiment",
      "red", "--attendee", "evil\u{1B}[0m@example.com")
    try await home.do("cta", "add", "Evil", "--name", Self.hostile, "--type", "risk")

    for verb in Self.verbs {
      for form in [[], ["--json"]] {
        let result = try await home.tam(verb + form)
        #expect(result.status == .success, "tam \(verb + form): \(result.errors)")
        #expect(!result.output.isEmpty, "tam \(verb + form) says nothing")
        expectHarmless(result.output, of: verb + form)
        expectHarmless(result.errors, of: verb + form)
      }
    }
  }

  @Test func `where only ASCII is known, tables hold nothing else and data stays as it is`()
    async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    let plain = ["LC_ALL": "C", "LANG": ""]
    _ = try await home.log("Café “Zürich” – 東京…")
    let table = try await home.tam(["timeline", "--limit", "0"], environment: plain)
    #expect(table.output.contains("Caf? \"Z?rich\" - ????~"))
    let isPlain = { (text: String) in text.allSatisfy { $0.isASCII } }
    #expect(isPlain(table.output))
    let missing = try await home.tam(["show", "Zürich"], environment: plain)
    #expect(!missing.errors.isEmpty)
    #expect(isPlain(missing.errors))
    for form in ["--json", "--csv"] {
      let data = try await home.tam(["timeline", "--limit", "0", form], environment: plain)
      #expect(data.output.contains("Café “Zürich” – 東京…"))
    }
  }

  @Test func `messages repeat what was typed without obeying it`() async throws {
    let folder = try TemporaryDirectory()
    let home = TestHome(path: folder.path)
    for arguments in [[Self.hostile], ["show", "a", Self.hostile], ["login", Self.hostile]] {
      let result = try await home.tam(arguments)
      #expect(result.status == .exited(64))
      expectHarmless(result.errors, of: ["hostile arguments"])
    }
  }

  @Test func `JSON tells programs exactly what is stored`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    _ = try await home.log(Self.hostile)

    let subjects = try await home.subjects()

    #expect(subjects.contains { Array($0.unicodeScalars) == Array(Self.hostile.unicodeScalars) })
  }

  @Test func `an exported cell is never a formula`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    for formula in ["=1+1", "+1", "-1+1|cmd", "@SUM(A1)", " =2", "＝3"] {
      _ = try await home.log(formula)
    }
    let file = company.folder.path(of: "timeline.csv")

    try await home.do("export", "timeline", "--to", file)

    let text = try company.folder.read("timeline.csv")
    for cell in ["'=1+1", "'+1", "'-1+1|cmd", "'@SUM(A1)", "' =2", "'＝3"] {
      #expect(text.contains(",\(cell),") || text.contains(",\"\(cell)\","), "\(cell) is missing")
    }
    expectHarmless(text, of: ["export"])
    let json = company.folder.path(of: "portfolio.json")
    try await home.do("export", "portfolio", "--to", json)
    let rows = try JSONDecoder().decode(
      JSON.self, from: Data(contentsOf: URL(fileURLWithPath: json)))
    #expect(rows == (try await home.json("portfolio")))
  }

  @Test func `notes keep their lines in an export, whatever ends them`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let home = try await company.home("robin", of: TestCompany.robin)
    try await home.do(
      "log", "call", "Raven Systems", "--subject", "Lines", "--notes", "One\r\nTwo\nThree")
    let file = company.folder.path(of: "timeline.csv")
    try await home.do("export", "timeline", "--to", file)
    #expect(try company.folder.read("timeline.csv").contains("\"One\nTwo\nThree\""))
  }

  private func expectHarmless(_ text: String, of verb: [String]) {
    // A line of CSV ends with both.
    let lines = text.replacingOccurrences(of: "\r\n", with: "\n")
    for scalar in lines.unicodeScalars where !Self.isHarmless(scalar) {
      let code = String(scalar.value, radix: 16)
      Issue.record("tam \(verb) prints U+\(code)")
      return
    }
  }

  /// Written down apart from the sanitizer's own tables.
  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: true
    case 0x00...0x1F, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069,
      0xFEFF, 0xE0000...0xE007F:
      false
    default: true
    }
  }
}
