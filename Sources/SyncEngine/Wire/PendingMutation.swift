package import CustomerSuccess
import FoundationEssentials

/// An edit made on a device, numbered and named before it is first sent.
package struct PendingMutation: Codable, Hashable, Sendable, Identifiable {
  package typealias ID = Identifier<PendingMutation>

  /// Counts the device's mutations from 1 without gaps; given again when the device gets a new id
  /// or the service was restored from a backup.
  package var sequence: Int64
  /// Random and never changed: the service applies a mutation with a known id no second time,
  /// whatever its number.
  package let id: ID
  package let mutation: Mutation
  /// The core lane's cursor when the edit was made.
  package let basePosition: Position
  /// By the clock of the device; data only, never compared with anything that decides an order.
  package let at: Instant
  /// The calendar day it was for the author.
  package let today: Day
  /// Set when the service is to put this mutation aside: it failed on it again and again, or does
  /// not take one so large.
  package var isParked: Bool

  package init(
    sequence: Int64, id: ID, mutation: Mutation, basePosition: Position, at: Instant, today: Day,
    isParked: Bool = false
  ) {
    self.sequence = sequence
    self.id = id
    self.mutation = mutation
    self.basePosition = basePosition
    self.at = at
    self.today = today
    self.isParked = isParked
  }

  /// The context in which the mutation is applied on the device.
  package func context(actor: User.ID) -> MutationContext {
    MutationContext(actor: actor, at: at, today: today)
  }

  /// Bytes that it takes in the body of a push.
  var encodedBytes: Int {
    get throws { try JSONEncoder().encode(self).count }
  }

  private enum CodingKeys: String, CodingKey {
    case sequence = "seq"
    case id = "mid"
    case mutation
    case basePosition = "base_position"
    case at
    case today
    case isParked = "park"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sequence = try container.decode(Int64.self, forKey: .sequence)
    id = try container.decode(ID.self, forKey: .id)
    mutation = try container.decode(Mutation.self, forKey: .mutation)
    basePosition = try container.decode(Position.self, forKey: .basePosition)
    at = try container.decode(Instant.self, forKey: .at)
    today = try container.decode(Day.self, forKey: .today)
    isParked = try container.decodeIfPresent(Bool.self, forKey: .isParked) ?? false
  }
}

/// How the service decided on one mutation.
package struct MutationResult: Codable, Hashable, Sendable {
  package enum Status: String, Codable, Sendable, CaseIterable {
    /// Its effects are in the store.
    case applied = "ok"
    /// Refused for good, with the reason; its number counts as processed all the same.
    case rejected = "rej"
    /// Put aside because the service failed on it again and again.
    case parked
  }

  package var sequence: Int64
  package let id: PendingMutation.ID
  package let status: Status
  /// Why it was rejected; nil when applied or parked.
  package let refusal: MutationRefusal?

  package init(
    sequence: Int64, id: PendingMutation.ID, status: Status, refusal: MutationRefusal? = nil
  ) {
    self.sequence = sequence
    self.id = id
    self.status = status
    self.refusal = refusal
  }

  private enum CodingKeys: String, CodingKey {
    case sequence = "seq"
    case id = "mid"
    case status = "st"
    case refusal
  }
}
