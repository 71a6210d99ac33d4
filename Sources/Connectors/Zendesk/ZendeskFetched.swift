/// Where the exports of Zendesk stand: what the next run asks for first.
///
/// It is stored when the import of a run is done, and never earlier.
package struct ZendeskWatermark: Codable, Equatable, Sendable {
  package var organizations: ZendeskPosition
  package var users: ZendeskPosition
  package var tickets: ZendeskPosition

  /// - Parameter start: What changed before is left out; seconds since 1970.
  package init(since start: Int64 = 0) {
    organizations = .since(start)
    users = .since(start)
    tickets = .since(start)
  }

  package subscript(stream: ZendeskStream) -> ZendeskPosition {
    get {
      switch stream {
      case .organizations: organizations
      case .users: users
      case .tickets: tickets
      }
    }
    set {
      switch stream {
      case .organizations: organizations = newValue
      case .users: users = newValue
      case .tickets: tickets = newValue
      }
    }
  }
}

/// What one run has fetched.
package struct ZendeskFetched: Equatable, Sendable {
  /// Holds `organizations.json`, `users.json` and `tickets.json`, as the import takes them.
  package let directory: String
  /// To be stored once they are imported.
  package let watermark: ZendeskWatermark
  /// Records by stream.
  package let records: [ZendeskStream: Int]
  /// What a person should know, such as merged organizations.
  package let notes: [String]
}
