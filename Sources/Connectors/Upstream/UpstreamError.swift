/// Why a conversation with an outside service came to nothing.
package enum UpstreamError: Error, Equatable {
  /// Not the address of a host.
  case notAHost(String)
  /// Unencrypted, and not on this machine.
  case plaintext(String)
  /// What an answer gives as the address of the next page is none.
  case notALink(String)
  /// No answer, also after the retries; the reason is the network's.
  case unreachable(host: String, reason: String)
  /// It kept putting us off; the seconds are those that it asked for last, if it did.
  case busy(host: String, status: Int, complaint: UpstreamComplaint?, retryAfterSeconds: Int?)
  /// The answer leads elsewhere, where no credential of ours goes.
  case redirected(host: String, to: String)
  case answerTooLong(host: String, limitBytes: Int)
  /// The body cannot be unpacked, is cut off, or is not what it says.
  case garbled(host: String, reason: String)
  /// An answer that breaks the contract of the interface.
  case unexpected(host: String, what: String)
  /// It does not take our credentials.
  case loginRefused(host: String, complaint: UpstreamComplaint?, advice: String)
  /// It said no; repeating the request would not help.
  case refused(host: String, status: Int, complaint: UpstreamComplaint?)
  /// A request that must not be repeated was sent, and its answer was lost.
  case outcomeUnknown(host: String, reason: String)
}

/// What a service says is wrong, in its own words, cut to a length for a log line.
package struct UpstreamComplaint: Equatable, Sendable, CustomStringConvertible {
  /// Such as `INVALID_FIELD`; empty when the service gave none.
  package let code: String
  package let message: String

  private static let shownLength = 300

  package init(code: String, message: String) {
    self.code = String(code.prefix(Self.shownLength))
    self.message = String(message.prefix(Self.shownLength))
  }

  package var description: String {
    [code, message].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

extension UpstreamError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAHost(let text):
      "\"\(text)\" is not the address of a service: write one such as https://acme.example.com"
    case .plaintext(let text):
      "\(text) is not encrypted, so the credentials could be read on their way: use https"
    case .notALink(let link):
      "the next page was given as \"\(link)\", which is no address: the run stops here"
    case .unreachable(let host, let reason):
      "\(host) does not answer (\(reason)): check the network and the address"
    case .busy(let host, let status, let complaint, let seconds):
      "\(host) keeps putting us off (\(Self.words(status, complaint))): "
        + (seconds.map { "it asks to come back in \($0) s" } ?? "it is tried again later")
    case .redirected(let host, let target):
      "\(host) leads to \(target), which is not followed: check the configured address"
    case .answerTooLong(let host, let limit):
      "the answer of \(host) is longer than \(limit) bytes: ask for smaller pages"
    case .garbled(let host, let reason):
      "the answer of \(host) arrived damaged (\(reason)): it is tried again later"
    case .unexpected(let host, let what):
      "\(host) answered against its contract: \(what)"
    case .loginRefused(let host, let complaint, let advice):
      "\(host) refuses our login\(complaint.map { " (\($0))" } ?? ""): \(advice)"
    case .refused(let host, let status, let complaint):
      "\(host) refuses: \(Self.words(status, complaint))"
    case .outcomeUnknown(let host, let reason):
      "\(host) was sent a change and did not confirm it (\(reason)): look there before a repeat"
    }
  }

  private static func words(_ status: Int, _ complaint: UpstreamComplaint?) -> String {
    guard let complaint, !complaint.description.isEmpty else { return "status \(status)" }
    return "status \(status), \(complaint)"
  }
}
