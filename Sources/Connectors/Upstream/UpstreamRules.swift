/// How the answers of one service are to be understood.
package struct UpstreamRules: Sendable {
  /// What an answer means for the request.
  package enum Verdict: Equatable, Sendable {
    /// It is the answer, good or bad: whoever asked looks at it.
    case answer
    /// The token is over: one renewal, and the same request once more.
    case tokenIsOver
    /// It was not worked on and may be sent again later, whatever it is.
    case later
    /// Something broke: it may have been worked on or not.
    case broke
  }

  package let judge: @Sendable (UpstreamResponse) -> Verdict
  /// How long to wait when the answer does not say it; nil for a wait that grows with the tries.
  package let usualWait: @Sendable (UpstreamResponse) -> Duration?
  /// The service's own words in a refusal; nil when there are none.
  package let complaint: @Sendable (UpstreamResponse) -> UpstreamComplaint?
  /// What a person does when the login is refused.
  package let loginAdvice: String

  package init(
    loginAdvice: String,
    judge: @escaping @Sendable (UpstreamResponse) -> Verdict = Self.byStatus,
    usualWait: @escaping @Sendable (UpstreamResponse) -> Duration? = { _ in nil },
    complaint: @escaping @Sendable (UpstreamResponse) -> UpstreamComplaint?
  ) {
    self.loginAdvice = loginAdvice
    self.judge = judge
    self.usualWait = usualWait
    self.complaint = complaint
  }

  /// What the statuses of HTTP say, where a service has no rule of its own.
  package static func byStatus(_ response: UpstreamResponse) -> Verdict {
    switch response.status {
    case 401: .tokenIsOver
    case 420, 429: .later
    case 408, 500, 502, 503, 504: .broke
    default: .answer
    }
  }
}
