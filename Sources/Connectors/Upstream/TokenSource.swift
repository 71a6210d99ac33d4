package import Foundation

/// What proves to a service who asks.
package struct AccessToken: Equatable, Sendable {
  /// The value of the header `Authorization`.
  package let authorization: Secret
  /// Further headers that go with it; nothing secret.
  package let headers: [String: String]
  /// Where the token is good, when the token's answer says so; nil for the client's own host.
  package let host: UpstreamHost?
  /// When it is to be renewed unasked; nil when only a refusal tells.
  package let renewAt: Date?
  /// The service's id of the user who is logged in; nil when the token's answer does not say.
  package let userID: String?
  /// The service's id of the organization that the user belongs to; nil likewise.
  package let organizationID: String?

  package init(
    authorization: Secret, headers: [String: String] = [:], host: UpstreamHost? = nil,
    renewAt: Date? = nil, userID: String? = nil, organizationID: String? = nil
  ) {
    self.authorization = authorization
    self.headers = headers
    self.host = host
    self.renewAt = renewAt
    self.userID = userID
    self.organizationID = organizationID
  }
}

/// Holds one login's token, and renews it once for all who need it (edge 3).
package actor TokenSource {
  private let now: @Sendable () -> Date
  private let fetch: @Sendable () async throws -> AccessToken
  private var held: AccessToken?
  private var renewal: Task<AccessToken, any Error>?

  /// - Parameter fetch: Logs in; is never run twice at a time.
  package init(
    now: @escaping @Sendable () -> Date,
    fetch: @escaping @Sendable () async throws -> AccessToken
  ) {
    self.now = now
    self.fetch = fetch
  }

  /// The token to use, fetched if there is none or its time has come.
  package func token() async throws -> AccessToken {
    if let held, held.renewAt.map({ $0 > now() }) ?? true { return held }
    return try await renew()
  }

  /// Another token than the one that was refused; nobody is asked when another worker has fetched
  /// it already.
  package func token(after refused: AccessToken) async throws -> AccessToken {
    if let held, held != refused, renewal == nil { return held }
    return try await renew()
  }

  private func renew() async throws -> AccessToken {
    if let renewal { return try await renewal.value }
    // Not a child of whoever asks first: others wait for it too when that one is cancelled.
    let task = Task {
      defer { renewal = nil }
      let token = try await fetch()
      held = token
      return token
    }
    renewal = task
    return try await task.value
  }
}
