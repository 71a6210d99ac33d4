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

    #expect(first.count == 20)
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

  @Test(arguments: [
    Sizes(tams: 1, accounts: 1, activities: 0, ctas: 0, usageMonths: 0),
    Sizes(tams: 2, accounts: 12, activities: 5, ctas: 3, usageMonths: 1),
    Sizes(tams: 40, accounts: 30, activities: 50, ctas: 50, usageMonths: 2),
  ])
  func `odd sizes are a company too`(sizes: Sizes) throws {
    let world = try ImportWorld()
    let folder = try write(seed: 9, sizes: sizes)
    let report = try world.importer().company(directory: folder.path)
    withExtendedLifetime(folder) {}
    #expect(!report.hasRejections, "\(report)")
    #expect(report.object("account")?.inserted == sizes.accounts)
    #expect(report.object("activity")?.inserted == sizes.activities)
    #expect(report.object("cta")?.inserted == sizes.ctas)
  }

  @Test func `no row of usage is written past the limit`() throws {
    var sizes = Self.sizes
    sizes.usageRowLimit = 100
    let folder = try TemporaryDirectory()
    #expect(
      try Company(seed: 4, sizes: sizes, today: Self.today).write(to: folder.path) == 100)
    #expect(try folder.read("usage.csv").split(separator: "\n").count == 101)
  }
}
