import CustomerSuccess
import Foundation
import Logging
import SyncEngine

@testable import TamService

/// Serves a world over real HTTP while `body` runs.
func withService(
  _ world: World, bodySeconds: Int = BodyReader.patienceSeconds,
  _ body: (RawClient) async throws -> Void
) async throws {
  let service = try Service(
    store: world.store, randomness: world.randomness,
    logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
    bodySeconds: bodySeconds)
  let server = ServiceServer(service, at: ListenAddress(host: "127.0.0.1", port: 0))
  let (ports, report) = AsyncStream.makeStream(of: Int.self)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { report.finish() }
      try await server.run { report.yield($0) }
    }
    defer { group.cancelAll() }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else {
      throw RawClient.Broken(what: "the service did not start")
    }
    try await body(RawClient(port: port, token: nil))
  }
}

/// A device of a user, with what a replica remembers between two requests.
struct TestDevice {
  let client: RawClient
  let device: Device.ID
  var sequence: Int64 = 0

  /// Enrolls over HTTP with a fresh code.
  init(_ user: String, _ world: World, _ client: RawClient) async throws {
    let code = try Enrollments(world.store, randomness: world.randomness).issue(for: .init(user))
    let answer = try await client.post(
      .enroll, EnrollRequest(code: "\(code.code)", deviceName: "\(user)'s laptop"))
    let made = try answer.decoded(EnrollResponse.self)
    self.client = client.speaking(for: made.token)
    self.device = made.device
  }

  /// All frames of a complete pull of one lane from the beginning, page by page.
  func snapshot(_ lane: Lane = .core) async throws -> [Frame] {
    var request = pullRequest(lane)
    var frames: [Frame] = []
    while true {
      let answer = try await client.post(.pull, request)
      let page = try PullResponse(decoding: answer.body)
      frames += page.frames
      guard let resume = page.end.resume else { return frames }
      request.resume = resume
    }
  }

  func pullRequest(_ lane: Lane = .core, cursor: Position? = nil) -> PullRequest {
    PullRequest(
      device: device, epoch: nil, lane: lane, cursor: cursor, settledSequence: 0,
      scopes: ScopeDigest(of: []))
  }

  /// Numbers a mutation as this device's next.
  mutating func numbered(
    _ mutation: Mutation, id: String, base: Position = .zero,
    today: Day = Day(daysSinceEpoch: 19_675)
  ) -> PendingMutation {
    sequence += 1
    return PendingMutation(
      sequence: sequence, id: .init(id), mutation: mutation, basePosition: base,
      at: Instant(secondsSinceEpoch: 1_700_000_000), today: today)
  }

  func push(_ mutations: [PendingMutation]) async throws -> RawClient.Answer {
    try await client.post(
      .push, PushRequest(device: device, epoch: nil, mutations: mutations))
  }
}

extension Mutation {
  /// A call logged with a customer.
  static func call(
    _ id: String, with account: String, subject: String = "Call", sentiment: Sentiment? = nil
  ) -> Mutation {
    var fields = Fields()
    fields[Activity.sentiment] = sentiment
    fields[Activity.type] = .call
    fields[Activity.subject] = subject
    fields[Activity.day] = Day(daysSinceEpoch: 19_675)
    return .logActivity(
      LogActivity(id: .init(id), account: .init(account), fields: fields))
  }
}
