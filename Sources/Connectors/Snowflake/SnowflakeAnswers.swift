import Foundation

/// How Snowflake's refusals are to be read (connectors 5.2).
enum SnowflakeAnswers {
  /// Of a token that it does not take, for whatever reason.
  private static let tokenCode = "390144"
  /// A clock that is further off than this spoils tokens.
  private static let clockToleranceSeconds = 60.0

  static func verdict(_ response: UpstreamResponse) -> UpstreamRules.Verdict {
    // It says that the statement was too slow, not that the request was.
    response.status == 408 ? .answer : UpstreamRules.byStatus(response)
  }

  /// `{"code":"000904","sqlState":"42000","message":"…"}`; of a refused token also what our clock has
  /// to do with it.
  static func complaint(_ response: UpstreamResponse, now: Date) -> UpstreamComplaint? {
    // A refusal without JSON, as of a proxy, has its status.
    guard let answer = try? response.json(), let message = answer["message"]?.text else {
      return nil
    }
    let code = answer["code"]?.text ?? ""
    guard code == tokenCode || response.status == 401,
      let clock = clock(response, now: now)
    else { return UpstreamComplaint(code: code, message: message) }
    return UpstreamComplaint(code: code, message: "\(message); \(clock)")
  }

  private static func clock(_ response: UpstreamResponse, now: Date) -> String? {
    guard let theirs = response.serverTime else { return nil }
    let ahead = now.timeIntervalSince(theirs)
    guard abs(ahead) > clockToleranceSeconds else { return nil }
    return "this machine's clock is \(Int(abs(ahead))) s \(ahead > 0 ? "ahead of" : "behind") "
      + "Snowflake's, so its tokens are not valid there: set the clock"
  }

  /// What kept a statement from being done; nil when the answer is no refusal of it.
  static func failure(
    _ response: UpstreamResponse, of table: SnowflakeTable
  ) -> SnowflakeError? {
    // What is no JSON is a refusal of another kind.
    guard [400, 408, 422].contains(response.status), let answer = try? response.json() else {
      return nil
    }
    let code = answer["code"]?.text ?? ""
    if code == "002003" { return .noSuchTable(table) }
    return .statement(
      code: code, state: answer["sqlState"]?.text ?? "", message: answer["message"]?.text ?? "",
      handle: answer["statementHandle"]?.text)
  }
}
