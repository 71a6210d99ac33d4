/// Why nothing, or not all, could be fetched from Zendesk.
package enum ZendeskError: Error, Equatable {
  /// What was given as the subdomain.
  case subdomain(String)
  /// The answer came to nobody: the credentials are not those of a user.
  case anonymous
  case page(ZendeskStream, reason: String)
  /// More records changed within one second than a page holds, so the export cannot go on by time.
  case crowdedSecond(ZendeskStream, second: Int64)
  /// The next page would be the same page again.
  case standsStill(ZendeskStream, at: String)
  case cursorRefused(ZendeskStream, reason: String)
}

extension ZendeskError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .subdomain(let text):
      "\"\(text)\" is no Zendesk subdomain: of https://acme.zendesk.com it is acme"
    case .anonymous:
      "Zendesk does not know who asks: check the e-mail address and the API token, or the OAuth "
        + "client; incremental exports need an administrator's"
    case .page(let stream, let reason):
      "Zendesk's answer is no page of \(stream.rawValue) (\(reason)): check the subdomain, and try "
        + "again"
    case .crowdedSecond(let stream, let second):
      "more \(stream.rawValue) changed in the second \(second) than one page holds, and Zendesk's "
        + "export cannot go on from there: ask its support, or import a full export by hand"
    case .standsStill(let stream, let cursor):
      "Zendesk's export of \(stream.rawValue) does not move on from \(cursor): try again, and if it "
        + "stays ask its support"
    case .cursorRefused(let stream, let reason):
      "Zendesk does not take the cursor of \(stream.rawValue) that it gave (\(reason)): reset the "
        + "connector to export everything anew"
    }
  }
}
