import Connectors
import CustomerSuccess
import Foundation

/// The job that fetches from Zendesk.
extension JobRunner {
  func fetchTickets(_ run: JobRun, _ settings: ConnectionSettings) async throws {
    let client = try zendesk(settings)
    let mark = "\(Connector.zendesk.rawValue) \(client.host)"
    let start = try runs.watermark(mark).map {
      try JSONDecoder().decode(ZendeskWatermark.self, from: Data($0.utf8))
    }
    let watermark = start ?? ZendeskWatermark()
    let spool = try Spool(
      directory: run.spool,
      purpose: ZendeskFetch.purpose(host: client.host, watermark: watermark))
    try await use(spool) {
      let fetched = try await ZendeskFetch(client: client, spool: spool).run(from: watermark)
      var outcome = JobOutcome(
        report: try await importing(run) { try $0.zendesk(directory: run.spool) })
      outcome.notes = fetched.notes
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let reached = try encoder.encode(fetched.watermark)
      outcome.watermarks[mark] = String(decoding: reached, as: UTF8.self)
      try await end(run, outcome)
      try await spool.clear()
    }
  }

  /// A client with the login that the settings name.
  func zendesk(_ settings: ConnectionSettings) throws -> UpstreamClient {
    let host =
      try settings["host"].map { try UpstreamHost($0) }
      ?? .zendesk(subdomain: settings.required("subdomain"))
    let login: ZendeskLogin =
      if let client = settings["client_id"] {
        .client(id: client, secret: try settings.credential("client_secret"))
      } else {
        .token(email: try settings.required("email"), try settings.credential("token"))
      }
    return login.upstream(host, variables: variables, environment: upstream)
  }
}
