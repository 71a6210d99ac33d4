import Foundation
import Sandbox
import Support

@testable import Connectors

/// A Zendesk with some tickets, and a folder to fetch them into.
struct ZendeskWorld {
  let clock = StandInClock()
  let standIn: ZendeskStandIn
  let folder: TemporaryDirectory

  /// 2024-05-01 00:00:00 UTC, the day before the clock's.
  static let start: Int64 = 1_714_521_600
  /// Less than a page of tickets takes, so that a few of them make many pages.
  static let smallPageBytes = 6 << 10
  static let token = ZendeskLogin.token(email: "admin@acme.example", .environment("ZENDESK"))
  static let oauth = ZendeskLogin.client(id: "tamarack", secret: .environment("SECRET"))

  init(tables: ZendeskTables) throws {
    standIn = ZendeskStandIn(clock: clock, tables: tables)
    folder = try TemporaryDirectory()
  }

  /// - Parameter tickets: Each a second after the one before.
  init(tickets: Int = 3) throws {
    var tables = ZendeskTables()
    for place in 0..<Int64(tickets) {
      let stamp = Self.start + place
      tables.put(
        ZendeskTicketRow(
          id: 100 + place, organizationId: 7, requesterId: 1,
          updatedAt: ZendeskTables.time(stamp), generatedTimestamp: stamp))
    }
    let time = ZendeskTables.time(Self.start)
    tables.put(
      ZendeskUserRow(id: 1, name: "Ana", organizationId: 7, updatedAt: time), at: Self.start)
    tables.put(ZendeskOrganizationRow(id: 7, name: "Acme", updatedAt: time), at: Self.start)
    try self.init(tables: tables)
  }

  /// One run of the connector, as a process of its own would make it.
  ///
  /// - Parameter ahead: How far our clock is ahead of Zendesk's, in seconds.
  func fetch(
    _ host: UpstreamHost, _ login: ZendeskLogin = Self.token,
    from watermark: ZendeskWatermark = ZendeskWatermark(), into name: String = "spool",
    ahead: Double = 0, pageLimitBytes: Int = UpstreamRequest.usualBodyLimitBytes
  ) async throws -> ZendeskFetched {
    let spool = try Spool(
      directory: folder.path(of: name),
      purpose: ZendeskFetch.purpose(host: host, watermark: watermark))
    let client = login.upstream(
      host, variables: ["ZENDESK": "zd-token", "SECRET": "zd-secret"],
      environment: .sample(clock, ahead: ahead))
    let fetch = ZendeskFetch(client: client, spool: spool, pageLimitBytes: pageLimitBytes)
    return try await spool.left { try await fetch.run(from: watermark) }
  }

  /// What follows an import: what was fetched is not needed any more.
  func clear(_ fetched: ZendeskFetched) async throws {
    let spool = try Spool(directory: fetched.directory, purpose: "")
    try await spool.left { try await spool.clear() }
  }

  /// The records that a run fetched.
  func records(
    _ stream: ZendeskStream, of fetched: ZendeskFetched
  ) throws -> [JSONValue] {
    let file = URL(fileURLWithPath: "\(fetched.directory)/\(stream.fileName)")
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
      try JSONValue(parsing: Array($0))
    }
  }

  func ids(_ stream: ZendeskStream, of fetched: ZendeskFetched) throws -> [Int64] {
    try records(stream, of: fetched).compactMap { $0["id"]?.integer }
  }

  /// A second that is late enough to be new and old enough to be given out.
  var recent: Int64 { Int64(clock.now.timeIntervalSince1970) - 3_600 }
}
