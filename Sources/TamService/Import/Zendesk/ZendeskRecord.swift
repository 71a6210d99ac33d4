import CustomerSuccess
import Foundation

/// What a file of a Zendesk export holds.
enum ZendeskFile: String, CaseIterable, Sendable {
  case organizations, users, tickets

  var fileName: String { "\(rawValue).json" }

  /// In reports and in the name of the file of rejected records.
  var name: String { "zendesk_\(rawValue.dropLast())" }
}

/// A record that can be made from the JSON of an export; members that are not named are ignored.
protocol ZendeskRecord: Decodable {
  static var file: ZendeskFile { get }
}

extension ZendeskRecord {
  /// - Throws: ``RowRejection`` in words for a person.
  static func decoded(_ bytes: [UInt8]) throws(RowRejection) -> Self {
    do {
      return try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw RowRejection(words(error))
    } catch {
      throw RowRejection("\(error)")
    }
  }

  private static func words(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "it has no \(key.stringValue)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
    case .dataCorrupted(let context): "it is not valid JSON: \(context.debugDescription)"
    @unknown default: "\(error)"
    }
  }
}

struct ZendeskOrganization: ZendeskRecord {
  static let file = ZendeskFile.organizations

  let id: Int64
  let name: String?
  /// Set in exports when the organization was deleted or merged into another.
  let deletedAt: String?
  /// The organization that is left of a merge, where the fetch found out.
  let mergedInto: Int64?
  /// Of the addresses of its people, as somebody set them.
  let domains: [String]?

  private enum CodingKeys: String, CodingKey {
    case id, name
    case domains = "domain_names"
    case deletedAt = "deleted_at"
    case mergedInto = "merged_into"
  }
}

struct ZendeskUser: ZendeskRecord {
  static let file = ZendeskFile.users

  let id: Int64
  let name: String?
  let organizationID: Int64?

  private enum CodingKeys: String, CodingKey {
    case id, name
    case organizationID = "organization_id"
  }
}

struct ZendeskTicket: ZendeskRecord, Encodable {
  static let file = ZendeskFile.tickets

  let id: Int64
  let subject: String?
  let status: String
  let priority: String?
  let type: String?
  let requesterID: Int64?
  let assigneeID: Int64?
  let organizationID: Int64?
  let createdAt: String?
  let updatedAt: String
  let tags: [String]?
  let rating: Rating?
  /// There when the export was asked for `metric_sets`.
  let metrics: Metrics?
  let via: Via?
  /// Tickets that were written as answers to this one after it was closed.
  let followUps: [Int64]?

  /// The closed ticket that this one answers; nil when it is the first of its matter.
  var followedUp: Int64? {
    via?.source?.relation == "follow_up" ? via?.source?.from?.ticket : nil
  }

  struct Rating: Codable {
    let score: String?
  }

  struct Metrics: Codable {
    let reopens: Int?
  }

  /// How a ticket came to be.
  struct Via: Codable {
    let source: Source?

    struct Source: Codable {
      let relation: String?
      let from: From?

      private enum CodingKeys: String, CodingKey {
        case relation = "rel"
        case from
      }
    }

    struct From: Codable {
      let ticket: Int64?

      private enum CodingKeys: String, CodingKey {
        case ticket = "ticket_id"
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id, subject, status, priority, type, tags
    case requesterID = "requester_id"
    case assigneeID = "assignee_id"
    case organizationID = "organization_id"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case rating = "satisfaction_rating"
    case metrics = "metric_set"
    case via
    case followUps = "followup_ids"
  }
}
