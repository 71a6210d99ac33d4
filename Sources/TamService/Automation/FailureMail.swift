import CustomerSuccess
import Foundation

/// Tells by mail that a rule failed: a message in the folder `outgoing` of the data, for whatever
/// sends mail from there.
struct FailureMail {
  let directory: DataDirectory

  static let folder = "outgoing"
  /// Rows that a mail tells of.
  static let rowLimit = 20

  /// - Parameter address: A plain one; see `MailAddress`.
  func write(_ outcome: RuleOutcome, named name: String, to address: String, at now: Instant) throws
  {
    let path = "\(directory.path)/\(Self.folder)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let file = "\(path)/\(now.microseconds)-\(outcome.rule).eml"
    try Data(text(outcome, name, address, now).utf8)
      .write(to: URL(fileURLWithPath: file), options: .atomic)
  }

  private func text(
    _ outcome: RuleOutcome, _ name: String, _ address: String, _ now: Instant
  ) -> String {
    let what =
      switch outcome.state {
      case .failed: "failed"
      case .held: "was held back"
      case .partial, .done: "failed for \(outcome.failedRowCount) rows"
      }
    var body = ["The rule \"\(name)\" (\(outcome.rule).yaml) \(what) at \(now)."]
    if let reason = outcome.reason { body.append("\(reason).") }
    body += outcome.rows.filter { $0.failure != nil }.prefix(Self.rowLimit).map {
      "- \($0.key): \($0.failure ?? "")"
    }
    let head = [
      "From: tamarack@localhost", "To: \(address)",
      "Subject: =?utf-8?B?\(Data("Rule \(what): \(name)".utf8).base64EncodedString())?=",
      "Date: \(Self.date(now))", "Message-ID: <\(now.microseconds).\(outcome.rule)@tamarack>",
      "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
    ]
    let encoded = Data(body.joined(separator: "\n").utf8).base64EncodedString(
      options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    return (head + ["", encoded, ""]).joined(separator: "\r\n")
  }

  /// RFC 5322, in UTC.
  private static func date(_ now: Instant) -> String {
    let day = now.day(secondsFromGMT: 0)
    let (year, month, date) = day.parts
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let clock = "\(now)".split(separator: "T").last?.prefix(8) ?? "00:00:00"
    return "\(weekdays[day.weekday - 1]), \(date) \(months[month - 1]) \(year) \(clock) +0000"
  }
}
