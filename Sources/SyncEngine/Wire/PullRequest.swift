package import CustomerSuccess

/// Asks for everything in the user's scopes that changed after a cursor.
package struct PullRequest: Codable, Hashable, Sendable {
  package var device: Device.ID
  /// ``SyncProtocol/version`` of the client.
  package var protocolVersion: Int
  /// `Schema.version` of the client; columns it does not know are left out by it.
  package var schema: Int
  /// The incarnation that the cursor belongs to; nil on a device that never pulled.
  package var epoch: Int64?
  package var lane: Lane
  /// Nil asks for everything.
  package var cursor: Position?
  /// The newest mutation of this device that the replica has settled; later results are sent.
  package var settledSequence: Int64
  /// The scopes that the replica holds in this lane.
  package var scopes: ScopeDigest
  /// Scopes to be sent whole because their sums did not fit; at most ``SyncLimits/repairs``.
  package var repair: [String]
  /// The token of the last page's `end`; nil starts anew.
  package var resume: String?

  package init(
    device: Device.ID, protocolVersion: Int = SyncProtocol.version, schema: Int = Schema.version,
    epoch: Int64?, lane: Lane, cursor: Position?, settledSequence: Int64, scopes: ScopeDigest,
    repair: [Scope] = [], resume: String? = nil
  ) {
    self.device = device
    self.protocolVersion = protocolVersion
    self.schema = schema
    self.epoch = epoch
    self.lane = lane
    self.cursor = cursor
    self.settledSequence = settledSequence
    self.scopes = scopes
    self.repair = repair.map(\.rawValue)
    self.resume = resume
  }

  private enum CodingKeys: String, CodingKey {
    case device, schema, epoch, lane, cursor, scopes, repair, resume
    case protocolVersion = "protocol"
    case settledSequence = "settled"
  }
}
