import Foundation

/// How long to wait before a request is sent again (connectors 2, back-off).
struct RetryWait {
  /// Tries of one request, the first included.
  static let tries = 5
  /// What one request may wait in all; a service that asks for more is left for the next run.
  static let patience = Duration.seconds(900)

  private static let base = Duration.seconds(1)
  private static let cap = Duration.seconds(60)

  private(set) var tried = 0
  private var waited = Duration.zero

  /// The wait before the next try; nil when there is none left.
  ///
  /// - Parameters:
  ///   - asked: What the service asked for.
  ///   - random: At least 0, below 1.
  mutating func next(asked: Duration?, random: Double) -> Duration? {
    tried += 1
    guard tried < Self.tries else { return nil }
    let wait = asked ?? min(Self.cap, Self.base * (1 << (tried - 1))) * random
    guard waited + wait <= Self.patience else { return nil }
    waited += wait
    return wait
  }

  /// What `Retry-After` asks for, as seconds or as a moment; nil when it lacks or is rubbish.
  ///
  /// A moment is compared with the service's own clock where the answer tells it.
  static func asked(by response: UpstreamResponse, now: Date) -> Duration? {
    guard let text = response[header: "retry-after"] else { return nil }
    if let seconds = Int(text), seconds >= 0 { return .seconds(seconds) }
    guard let moment = HTTPDate.parse(text) else { return nil }
    let seconds = moment.timeIntervalSince(response.serverTime ?? now)
    return .seconds(Int(max(0, seconds.rounded(.up))))
  }
}
