/// How Zendesk's refusals and limits are to be read (connectors 4.5).
enum ZendeskAnswers {
  /// What is waited when Zendesk says "too many" and not for how long.
  private static let silentWaitSeconds = 60

  static func verdict(_ response: UpstreamResponse) -> UpstreamRules.Verdict {
    // A conflict is a queue that is full for some seconds.
    response.status == 409 ? .later : UpstreamRules.byStatus(response)
  }

  static func usualWait(_ response: UpstreamResponse) -> Duration? {
    response.status == 429 ? .seconds(silentWaitSeconds) : nil
  }

  /// `{"error":"RecordNotFound","description":"…"}`, `{"error":{"title":…,"message":…}}`,
  /// `{"errors":[{"code":…,"title":…}]}`, or a text.
  static func complaint(_ response: UpstreamResponse) -> UpstreamComplaint? {
    guard !response.isWebPage else {
      guard response.status == 404 else { return nil }
      return UpstreamComplaint(code: "", message: "there is no such help desk")
    }
    // What is no JSON is a text for people.
    guard let answer = try? response.json() else {
      let text = String(decoding: response.body.prefix(1_000), as: UTF8.self)
      return text.isEmpty ? nil : UpstreamComplaint(code: "", message: text)
    }
    let first = answer["errors"]?.list?.first ?? answer["error"]
    if let code = first?.text {
      return UpstreamComplaint(code: code, message: answer["description"]?.text ?? "")
    }
    let code = first?["code"]?.text ?? first?["title"]?.text
    let message = first?["message"]?.text ?? first?["title"]?.text
    guard let code else { return nil }
    return UpstreamComplaint(code: code, message: message ?? "")
  }

  /// How long to leave Zendesk alone because the requests of this minute are used up; nil when
  /// there are some left, or nothing is said.
  static func exhausted(_ response: UpstreamResponse) -> Duration? {
    if response[header: "x-rate-limit-remaining"] == "0"
      || response[header: "ratelimit-remaining"] == "0"
    {
      let reset = response[header: "ratelimit-reset"].flatMap { Int($0) }
      return .seconds(min(reset ?? silentWaitSeconds, silentWaitSeconds))
    }
    for (name, value) in response.headers where isOfEndpoint(name) {
      let facts = facts(value)
      if facts["remaining"] == 0 {
        return .seconds(min(facts["resets"] ?? silentWaitSeconds, silentWaitSeconds))
      }
    }
    return nil
  }

  private static func isOfEndpoint(_ name: String) -> Bool {
    name.hasPrefix("zendesk-rate-limit-") || name.hasPrefix("zendesk-ratelimit-")
  }

  /// Of `total=100; remaining=99; resets=30`.
  private static func facts(_ text: String) -> [String: Int] {
    var facts: [String: Int] = [:]
    for part in text.split(separator: ";") {
      let pair = part.split(separator: "=").map { $0.filter { !$0.isWhitespace } }
      if pair.count == 2, let number = Int(pair[1]) { facts[pair[0].lowercased()] = number }
    }
    return facts
  }
}
