package import CustomerSuccess

/// Offers mutations in order of their numbers, at most ``SyncLimits/mutationsPerPush``.
package struct PushRequest: Codable, Hashable, Sendable {
  package var device: Device.ID
  package var protocolVersion: Int
  package var schema: Int
  /// Nil on a device that never pulled.
  package var epoch: Int64?
  package var mutations: [PushOffer]

  package init(
    device: Device.ID, protocolVersion: Int = SyncProtocol.version, schema: Int = Schema.version,
    epoch: Int64?, mutations: [PendingMutation]
  ) {
    self.device = device
    self.protocolVersion = protocolVersion
    self.schema = schema
    self.epoch = epoch
    self.mutations = mutations.map(PushOffer.init)
  }

  private enum CodingKeys: String, CodingKey {
    case device, schema, epoch, mutations
    case protocolVersion = "protocol"
  }
}

/// How far the service got; results are news for the person, settling happens by the next pull.
package struct PushResponse: Codable, Hashable, Sendable {
  /// Mutations up to this number are processed and need not be sent again.
  package var lastSequence: Int64
  /// Nil when the device never pushed.
  package var lastMutationID: PendingMutation.ID?
  /// A pull that reaches this position shows the effects.
  package var position: Position
  /// Of the mutations in the request that are processed, in their order.
  package var results: [MutationResult]
  /// The service failed on the mutation after ``lastSequence``; send again later.
  package var didStopEarly: Bool

  package init(
    lastSequence: Int64, lastMutationID: PendingMutation.ID?, position: Position,
    results: [MutationResult], didStopEarly: Bool = false
  ) {
    self.lastSequence = lastSequence
    self.lastMutationID = lastMutationID
    self.position = position
    self.results = results
    self.didStopEarly = didStopEarly
  }

  private enum CodingKeys: String, CodingKey {
    case position, results
    case lastSequence = "last_sequence"
    case lastMutationID = "last_mutation_id"
    case didStopEarly = "stopped"
  }
}

/// One mutation of a push as the service reads it.
package enum PushOffer: Codable, Hashable, Sendable {
  case readable(PendingMutation)
  /// To be put aside; sent without its content, which may be what the service cannot take.
  case parked(sequence: Int64, id: PendingMutation.ID, Parked)
  /// A newer app made it, or it is damaged. It is rejected like any other, so that those behind it
  /// go on; the reason is for the person.
  case unreadable(sequence: Int64, id: PendingMutation.ID, reason: String)

  /// What the service records of a mutation that it puts aside.
  package struct Parked: Codable, Hashable, Sendable {
    package let name: String
    package let version: Int
    /// The row that it was to make.
    package let created: RowKey?
  }

  init(_ mutation: PendingMutation) {
    guard mutation.isParked else {
      self = .readable(mutation)
      return
    }
    let edit = mutation.mutation
    self = .parked(
      sequence: mutation.sequence, id: mutation.id,
      Parked(name: edit.name, version: edit.version, created: edit.created))
  }

  package var sequence: Int64 {
    switch self {
    case .readable(let mutation): mutation.sequence
    case .parked(let sequence, _, _), .unreadable(let sequence, _, _): sequence
    }
  }

  package var id: PendingMutation.ID {
    switch self {
    case .readable(let mutation): mutation.id
    case .parked(_, let id, _), .unreadable(_, let id, _): id
    }
  }

  private enum CodingKeys: String, CodingKey {
    case sequence = "seq"
    case id = "mid"
    case parked
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let sequence = try container.decode(Int64.self, forKey: .sequence)
    let id = try container.decode(PendingMutation.ID.self, forKey: .id)
    do {
      if let parked = try container.decodeIfPresent(Parked.self, forKey: .parked) {
        self = .parked(sequence: sequence, id: id, parked)
      } else {
        self = .readable(try PendingMutation(from: decoder))
      }
    } catch {
      self = .unreadable(sequence: sequence, id: id, reason: "\(error)")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .readable(let mutation):
      try mutation.encode(to: encoder)
    case .parked(let sequence, let id, let parked):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(sequence, forKey: .sequence)
      try container.encode(id, forKey: .id)
      try container.encode(parked, forKey: .parked)
    case .unreadable(let sequence, let id, _):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(sequence, forKey: .sequence)
      try container.encode(id, forKey: .id)
    }
  }
}
