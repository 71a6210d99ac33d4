import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import TamService

@Suite struct SandboxTests {
  private static let today = ImportWorld.today
  private static let sizes = Sizes(
    tams: 3, accounts: 60, activities: 900, ctas: 400, usageMonths: 6)

  private func write(seed: UInt64, sizes: Sizes = Self.sizes) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try Company(seed: seed, sizes: sizes, today: Self.today).write(to: folder.path)
    return folder
  }

  private func contents(_ folder: TemporaryDirectory) throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try Dictionary(
      uniqueKeysWithValues: names.filter { $0.contains(".") }.map { name in
        (name, try Data(contentsOf: URL(fileURLWithPath: folder.path(of: name))))
      })
  }

  @Test func `the same seed and sizes give the same bytes`() throws {
    let first = try contents(write(seed: 4))
    let second = try contents(write(seed: 4))
    let other = try contents(write(seed: 5))

    #expect(first.count == 19)
    #expect(first == second)
    for (name, bytes) in first {
      #expect(other[name] != bytes, "\(name) does not depend on the seed")
    }
  }

  @Test func `a company is imported without a rejected row, and only once`() throws {
    let world = try ImportWorld()
    let folder = try write(seed: 4)

    let report = try world.importer().company(directory: folder.path)
    for object in report.objects {
      #expect(object.rejected == 0, "\(object.file): \(object.rejected) rejected, \(object.notes)")
      #expect(object.updated == 0, "\(object.file) holds a row twice")
    }
    #expect(report.object("activity")?.inserted == 900)
    #expect(report.object("cta")?.inserted == 400)
    #expect(report.object("account")?.inserted == 60)
    let head = try world.head()
    let before = try world.everything()

    let again = try world.importer().company(directory: folder.path)
    #expect(again.changedNothing, "\(again)")
    #expect(try world.head() == head)
    #expect(try world.everything() == before)
  }
}
