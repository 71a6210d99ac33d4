import CustomerSuccess
import Support
import SyncEngine
import Testing

/// A service with its company and one replica of Ada's, talking over a perfect network.
struct SyncWorld {
  let service: MemoryService
  let replica: MemoryReplica
  static let ada = SimulatedCompany.users[0]
  static let bob = SimulatedCompany.users[1]
  static let core = Lane.core

  init(pageBytes: Int = SyncLimits.pageBytes) throws {
    service = MemoryService(pageBytes: pageBytes)
    try SimulatedCompany.found(service)
    replica = MemoryReplica(device: "laptop", user: Self.ada)
    try service.write { $0.enroll(Device.ID("laptop"), of: Self.ada) }
    try service.write { $0.enroll(Device.ID("bobs"), of: Self.bob) }
  }

  /// Edits on the replica; the edit's id is `m` and its number.
  @discardableResult
  func edit(_ mutation: Mutation) throws -> PendingMutation {
    try replica.transact { transaction in
      let id = PendingMutation.ID("m\(transaction.state().nextSequence)")
      return try Outbox(transaction).perform(
        mutation, id: id, at: SimulatedCompany.noon, today: SimulatedCompany.today
      ).pending
    }
  }

  /// Pushes everything and notes the answer.
  @discardableResult
  func push() throws -> PushResponse? {
    guard let request = try Outbox(replica).nextPush() else { return nil }
    let response = try service.push(request, by: Self.ada)
    try replica.transact { try Outbox($0).acknowledge(response) }
    return response
  }

  /// Asks once; nil for 204.
  func answer(_ lane: Lane = core) throws -> (response: PullResponse, request: PullRequest)? {
    let request = try Outbox(replica).nextPull(lane)
    guard let bytes = try service.pull(request, by: Self.ada) else { return nil }
    return (try PullResponse(decoding: bytes), request)
  }

  @discardableResult
  func apply(_ response: PullResponse, to request: PullRequest) throws -> PullOutcome {
    try replica.transact { try CheckpointApplier($0).receive(response, to: request) }
  }

  /// Pulls until the checkpoint is complete; what it reported, and how many pages it took.
  @discardableResult
  func pull(_ lane: Lane = core) throws -> (report: CheckpointReport?, pages: Int) {
    for page in 1...1_000 {
      guard let (response, request) = try answer(lane) else { return (nil, page - 1) }
      switch try apply(response, to: request) {
      case .complete(let report): return (report, page)
      case .page: continue
      case .forked: throw Violation("forked")
      case .stale: throw Violation("stale")
      }
    }
    throw Violation("the pull does not end")
  }

  /// Expects that the replica holds exactly what the service permits, now.
  func expectInStep(
    _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      replica.content.base(of: .core) == service.content.permittedRows(Self.ada, .core), comment,
      sourceLocation: sourceLocation)
  }
}

extension Mutation {
  static func addCTA(_ id: String, to account: String = "a1", name: String = "Plan") -> Mutation {
    var fields = Fields()
    fields[CTA.name] = name
    fields[CTA.type] = .risk
    return .addCTA(AddCTA(id: CTA.ID(id), account: Account.ID(account), fields: fields))
  }

  static func rename(_ cta: String, from: String = "Risk", to: String) -> Mutation {
    .editCTA(
      EditCTA(id: CTA.ID(cta), changes: [FieldChange(CTA.name, from: from, to: to)]))
  }

  static func close(_ cta: String) -> Mutation {
    .closeCTA(CloseCTA(id: CTA.ID(cta), status: .notRelevant))
  }

  static func log(_ id: String, on account: String, notes: String? = nil) -> Mutation {
    var fields = Fields()
    fields[Activity.type] = .call
    fields[Activity.subject] = "Call"
    fields[Activity.day] = SimulatedCompany.today
    fields[Activity.notes] = notes
    return .logActivity(
      LogActivity(id: Activity.ID(id), account: Account.ID(account), fields: fields))
  }
}
