/// How the answers of Salesforce's REST interface are to be understood (connectors 3.4).
enum SalesforceRules {
  static let rest = UpstreamRules(
    loginAdvice: "check the user, its permission set and the external client app",
    judge: judge, complaint: complaint)

  /// Refusals of a token that a new one would meet too.
  private static let lastingRefusals = [
    "not valid for use with the REST API", "not attached to Agent",
  ]

  /// A list `[{message, errorCode}]`; nil when the body is anything else.
  @Sendable
  static func complaint(_ response: UpstreamResponse) -> UpstreamComplaint? {
    // An answer without words of its own has a status.
    guard let first = (try? response.json())?.list?.first, let code = first["errorCode"]?.text
    else { return nil }
    return UpstreamComplaint(code: code, message: first["message"]?.text ?? "")
  }

  @Sendable
  private static func judge(_ response: UpstreamResponse) -> UpstreamRules.Verdict {
    switch response.status {
    case 200..<300, 304: return .answer
    case 401:
      let message = complaint(response)?.message ?? ""
      return lastingRefusals.contains(where: message.contains) ? .answer : .tokenIsOver
    case 403:
      let complaint = complaint(response)
      guard complaint?.code == "REQUEST_LIMIT_EXCEEDED" else { return .answer }
      return complaint?.message.contains("TotalRequests") == true ? .answer : .later
    case 406: return .broke
    case 500 where complaint(response)?.code == "QUERY_TIMEOUT": return .answer
    default: return UpstreamRules.byStatus(response)
    }
  }
}
