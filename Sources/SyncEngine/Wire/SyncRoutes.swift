/// The paths of the service that devices call.
package enum SyncRoute: String, CaseIterable, Sendable {
  /// POST ``EnrollRequest``, without a token; answers ``EnrollResponse``.
  case enroll = "/sync/v1/enroll"
  /// POST ``RenewRequest``; answers ``EnrollResponse``: a copied replica becomes a device of its own.
  case renew = "/sync/v1/renew"
  /// POST ``PullRequest``; answers frames (200), nothing new (204), or ``SyncFailure``.
  case pull = "/sync/v1/pull"
  /// POST ``PushRequest``; answers ``PushResponse`` or ``SyncFailure``.
  case push = "/sync/v1/push"
  /// GET; answers ``WhoAmIResponse``.
  case whoAmI = "/sync/v1/whoami"
}

/// The version of the protocol that this code speaks.
package enum SyncProtocol {
  package static let version = 1
  /// The media type of a pull's answer.
  package static let framesMediaType = "application/x-ndjson"
  /// The media type of every other body.
  package static let objectMediaType = "application/json"
}
