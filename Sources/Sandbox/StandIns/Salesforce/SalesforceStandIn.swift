import Foundation
import Synchronization

/// A make-believe Salesforce: one organization behind the real one's interface (REST and Bulk 2.0),
/// as strict as the real one where that could go wrong (connectors 3.10).
package final class SalesforceStandIn: Sendable {
  package struct Login: Sendable {
    package let consumerKey: String
    package let consumerSecret: String
    package let username: String
    /// Checks the signature of assertions.
    package let publicPEM: String

    package init(
      consumerKey: String = "3MVG9-tamarack", consumerSecret: String = "client secret",
      username: String = "tamarack@example.com", publicPEM: String
    ) {
      self.consumerKey = consumerKey
      self.consumerSecret = consumerSecret
      self.username = username
      self.publicPEM = publicPEM
    }
  }

  package let login: Login
  package let server: StandInServer
  private let org: Org

  /// A box, because the server's closure is made before this is.
  private final class Org: Sendable {
    let value = Mutex(SalesforceOrg())
  }

  package init(_ login: Login, clock: StandInClock = StandInClock()) {
    let org = Org()
    self.login = login
    self.org = org
    server = StandInServer(clock: clock) { request in
      await SalesforceRouter(login: login, clock: clock).answer(request) { body in
        org.value.withLock { body(&$0) }
      }
    }
  }

  package var clock: StandInClock { server.clock }

  /// Looks at or changes the organization.
  package func change<Result: Sendable>(
    _ body: (inout SalesforceOrg) throws -> Result
  ) rethrows -> Result {
    try org.value.withLock { try body(&$0) }
  }

  /// Takes over the export files of a make-believe company.
  ///
  /// The company dates some rows ahead; what Salesforce stamps has happened.
  ///
  /// - Parameter directory: With `Account.csv` and the others.
  package func load(directory: String) throws {
    for file in try FileManager.default.contentsOfDirectory(atPath: directory)
    where file.hasSuffix(".csv") {
      let text = try String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8)
      var table = SObjectTable(String(file.dropLast(4)), csv: text)
      table.stampNothing(after: SalesforceOrg.stamp(clock.now.addingTimeInterval(-3_600)))
      change { [table] in $0.add(table) }
    }
  }
}
