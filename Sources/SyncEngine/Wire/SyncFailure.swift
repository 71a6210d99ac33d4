/// A refusal of the service, as the body of an answer that is not 200 or 204.
package struct SyncFailure: Error, Codable, Hashable, Sendable {
  package let code: Code
  /// For people: what failed and what to do.
  package let message: String
  /// With ``Code/epoch``: the store's present incarnation.
  package let epoch: Int64?
  /// With ``Code/epoch``, ``Code/fork`` and ``Code/gap``: the device's newest processed mutation.
  package let lastSequence: Int64?
  /// Seconds to wait before the next try; also sent as `Retry-After`.
  package let retryAfterSeconds: Int?

  package init(
    _ code: Code, _ message: String, epoch: Int64? = nil, lastSequence: Int64? = nil,
    retryAfterSeconds: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.epoch = epoch
    self.lastSequence = lastSequence
    self.retryAfterSeconds = retryAfterSeconds
  }

  private enum CodingKeys: String, CodingKey {
    case code = "error"
    case message, epoch
    case lastSequence = "last_sequence"
    case retryAfterSeconds = "retry_after"
  }
}

extension SyncFailure {
  package enum Code: String, Codable, CaseIterable, Sendable {
    /// The body could not be read. 400.
    case malformed
    /// The enrollment code is wrong, used or expired. 403.
    case badCode = "bad_code"
    /// No token, or one that is not known. 401.
    case unauthorized
    /// The token does not speak for that device, or the user may not sync. 403.
    case forbidden
    /// The cursor belongs to another incarnation of the store. 409.
    case epoch
    /// Another replica uses this device's numbers. 409.
    case fork
    /// A mutation before the first one offered is missing. 409.
    case gap
    /// The resume token is not ours, or for another request: start the pull anew. 409.
    case page
    /// The device was revoked: wipe the replica. 410.
    case revoked
    /// What the request assumes does not hold. 412.
    case precondition
    /// The body is over the limit. 413.
    case tooLarge = "too_large"
    /// The user or device is locked out for the time being. 423.
    case locked
    /// The client's protocol is too old. 426.
    case tooOld = "too_old"
    /// 429.
    case tooMany = "too_many"
    /// The service failed; the same request may work later. 500.
    case internalError = "internal"
    /// The service is starting or stopping. 503.
    case unavailable

    /// The HTTP status that goes with the code.
    package var status: Int {
      switch self {
      case .malformed: 400
      case .unauthorized: 401
      case .badCode, .forbidden: 403
      case .epoch, .fork, .gap, .page: 409
      case .revoked: 410
      case .precondition: 412
      case .tooLarge: 413
      case .locked: 423
      case .tooOld: 426
      case .tooMany: 429
      case .internalError: 500
      case .unavailable: 503
      }
    }
  }
}

extension SyncFailure: CustomStringConvertible {
  package var description: String { message }
}
