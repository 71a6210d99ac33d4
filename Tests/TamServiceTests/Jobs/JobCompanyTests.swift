import CustomerSuccess
import Foundation
import Sandbox
import Support
import Testing

@testable import TamService

/// A whole company, fetched from its services.
@Suite struct JobCompanyTests {
  @Test func `jobs fill a store as the import of the same files does, and only once`() async throws
  {
    let world = try JobWorld()
    let imported = try world.imported()
    try await world.serve {
      for name in ["salesforce", "tickets", "usage"] {
        let run = try await world.run(name)
        #expect(run.state == .done, "\(name): \(run.reason ?? "") \(run.notes)")
      }
      #expect(world.company.violations == [])
      let filled = try world.imports.everything()
      for (table, rows) in try imported.everything() {
        #expect(filled[table] == rows, "\(table)")
      }
      #expect(try importTables(world.store) == importTables(imported.store))

      let head = try world.imports.broughtHead()
      for name in ["salesforce", "tickets", "usage", "company", "activities"] {
        let run = try await world.run(name)
        #expect(run.state == .done, "\(name): \(run.reason ?? "")")
        #expect(run.counts.inserted + run.counts.updated == 0, "\(name)")
      }
      #expect(try world.imports.broughtHead() == head)
      #expect(try world.imports.everything() == filled)
    }
  }
}
