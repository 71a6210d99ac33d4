/// A ticket as the stand-in keeps it; member names are written in snake case.
package struct ZendeskTicketRow: Codable, Equatable, Sendable {
  package var id: Int64
  package var subject: String?
  package var description: String?
  package var status: String
  package var priority: String?
  package var type: String?
  package var requesterId: Int64?
  package var assigneeId: Int64?
  package var organizationId: Int64?
  package var createdAt: String
  package var updatedAt: String
  /// Seconds since 1970: by this, and the id, exports are ordered.
  package var generatedTimestamp: Int64
  package var tags: [String]
  package var satisfactionRating: Rating?
  package var metricSet: Metrics?
  package var followupIds: [Int64]?
  package var via: Via?

  package struct Rating: Codable, Equatable, Sendable {
    package var score: String

    package init(score: String) { self.score = score }
  }

  package struct Metrics: Codable, Equatable, Sendable {
    package var reopens: Int
    package var solvedAt: String?

    package init(reopens: Int, solvedAt: String? = nil) {
      self.reopens = reopens
      self.solvedAt = solvedAt
    }
  }

  package struct Via: Codable, Equatable, Sendable {
    package var channel: String
    package var source: Source

    package struct Source: Codable, Equatable, Sendable {
      package var rel: String?
      package var from: From

      package struct From: Codable, Equatable, Sendable {
        package var ticketId: Int64?
      }
    }

    /// Of a ticket that was written as the answer to a closed one.
    package static func followUp(of ticket: Int64) -> Via {
      Via(
        channel: "web", source: Source(rel: "follow_up", from: Source.From(ticketId: ticket)))
    }
  }

  package init(
    id: Int64, subject: String? = "Push fails", status: String = "open",
    organizationId: Int64? = nil, requesterId: Int64? = nil, updatedAt: String,
    generatedTimestamp: Int64
  ) {
    self.id = id
    self.subject = subject
    description = "What the customer wrote"
    self.status = status
    self.organizationId = organizationId
    self.requesterId = requesterId
    createdAt = updatedAt
    self.updatedAt = updatedAt
    self.generatedTimestamp = generatedTimestamp
    tags = []
    followupIds = []
  }
}

/// A user as the stand-in keeps it.
package struct ZendeskUserRow: Codable, Equatable, Sendable {
  package var id: Int64
  package var name: String
  package var email: String?
  package var role: String
  package var active: Bool
  package var organizationId: Int64?
  package var updatedAt: String?

  package init(id: Int64, name: String, organizationId: Int64? = nil, updatedAt: String) {
    self.id = id
    self.name = name
    role = "end-user"
    active = true
    self.organizationId = organizationId
    self.updatedAt = updatedAt
  }
}

/// An organization as the stand-in keeps it.
package struct ZendeskOrganizationRow: Codable, Equatable, Sendable {
  package var id: Int64
  package var name: String
  package var domainNames: [String]
  package var createdAt: String
  package var updatedAt: String
  package var deletedAt: String?

  package init(id: Int64, name: String, updatedAt: String) {
    self.id = id
    self.name = name
    domainNames = []
    createdAt = updatedAt
    self.updatedAt = updatedAt
  }
}
