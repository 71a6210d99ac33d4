package import SyncEngine

/// Why a conversation with the service did not come about.
package enum ConnectionError: Error, Equatable {
  case notAnAddress(String)
  /// Unencrypted, and not on this machine.
  case plaintext(address: String)
  /// No answer; the reason is the network's.
  case unreachable(address: String, reason: String)
  /// The answer is longer than anything the service sends.
  case answerTooLong(address: String, limit: Int)
  /// An answer that is not from our service.
  case foreign(address: String, status: Int)
  /// The service said no, in its own words.
  case refused(SyncFailure)
}

extension ConnectionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAnAddress(let text):
      "\"\(text)\" is not the address of a service: write one such as https://tam.example.com"
    case .plaintext(let address):
      "\(address) is not encrypted, so your login could be read on its way: use https"
    case .unreachable(let address, let reason):
      "\(address) does not answer (\(reason)): check the network and the address"
    case .answerTooLong(let address, let limit):
      "the answer of \(address) is longer than \(limit / 1_048_576) MB: is it a Tamarack service?"
    case .foreign(let address, let status):
      "\(address) answered \(status) and is not a Tamarack service: check the address"
    case .refused(let failure): failure.message
    }
  }
}
