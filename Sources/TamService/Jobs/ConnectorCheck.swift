import Connectors
import Foundation

extension JobRunner {
  /// Makes one harmless call to a service.
  ///
  /// - Returns: What a person may want to know.
  /// - Throws: What is wrong, in words of what to do.
  package func check(_ connector: Connector) async throws -> String {
    let settings = try ConnectionFile(store.directory).settings(connector)
    // A login that is renewed twice at once may be ended by the service.
    let fence = try connector.fence(in: folder)
    defer { withExtendedLifetime(fence) {} }
    switch connector {
    case .salesforce: return try await salesforce(settings).check()
    case .zendesk: return try await zendesk(settings).checkZendesk()
    case .snowflake:
      let directory = "\(folder)/check"
      let spool = try Spool(directory: directory, purpose: "check")
      var answer = ""
      try await use(spool) {
        answer = try await usageFetch(snowflake(settings), spool, usageMart(settings), settings)
          .check()
      }
      return answer
    }
  }
}
