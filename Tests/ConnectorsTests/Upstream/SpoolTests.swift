import Foundation
import Support
import Testing

@testable import Connectors

@Suite struct SpoolTests {
  private let directory: TemporaryDirectory
  private var path: String { "\(directory.path)/spool" }

  init() throws { directory = try TemporaryDirectory() }

  private func open(_ purpose: String = "accounts") throws -> Spool {
    try Spool(directory: path, purpose: purpose)
  }

  private func content(_ file: String) throws -> String {
    try String(contentsOfFile: file, encoding: .utf8)
  }

  // edge 5
  @Test func `a run that takes over goes on behind the last page`() async throws {
    do {
      let spool = try open()
      try await spool.remember("07:00", as: "until")
      try await spool.store(page: Array("1\n2\n".utf8), rows: 2, of: "rows", next: "p2")
    }
    let spool = try open()
    #expect(await spool.fact("until") == "07:00")
    #expect(
      await spool.progress(of: "rows")
        == SpoolProgress(pages: 1, rows: 2, cursor: "p2", isWhole: false))
    try await spool.store(page: Array("3\n".utf8), rows: 1, of: "rows", next: nil)
    #expect(await spool.progress(of: "rows").isWhole)
    let file = try await spool.assemble("rows", as: "Rows.csv", prefix: "n\n")
    #expect(try content(file) == "n\n1\n2\n3\n")
  }

  @Test func `another purpose begins anew`() async throws {
    do {
      let spool = try open()
      try await spool.store(page: [1], rows: 1, of: "rows", next: nil)
    }
    let spool = try open("contacts")
    #expect(await spool.progress(of: "rows").pages == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["fence"])
  }

  // edge 5
  @Test func `a page that is not as it was stored is fetched again`() async throws {
    do {
      let spool = try open()
      try await spool.store(page: Array("whole".utf8), rows: 1, of: "rows", next: nil)
    }
    try "half".write(toFile: "\(path)/rows-1.page", atomically: true, encoding: .utf8)
    #expect(await (try open()).progress(of: "rows").pages == 0)
  }

  @Test func `two runs do not fetch into one spool`() async throws {
    let spool = try open()
    #expect(throws: SpoolError.inUse(directory: path)) { try open() }
    #expect(await spool.progress(of: "rows").pages == 0)
  }

  @Test func `pages are joined with what stands between them, empty ones with nothing`()
    async throws
  {
    let spool = try open()
    for page in ["{}", "", "{}"] {
      try await spool.store(page: Array(page.utf8), rows: 0, of: "t", next: "more")
    }
    let file = try await spool.assemble(
      "t", as: "t.json", prefix: "[", separator: ",", suffix: "]")
    #expect(try content(file) == "[{},{}]")
  }

  @Test func `a page that came twice is known`() async throws {
    let spool = try open()
    try await spool.store(page: [1, 2], rows: 1, of: "t", next: "2")
    #expect(await spool.isRepeated(page: [1, 2], of: "t"))
    #expect(await !spool.isRepeated(page: [2, 1], of: "t"))
    #expect(await !spool.isRepeated(page: [1, 2], of: "other"))
  }

  @Test func `a spool that is done with is empty`() async throws {
    let spool = try open()
    try await spool.store(page: [1], rows: 1, of: "t", next: nil)
    try await spool.clear()
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["fence"])
  }
}
