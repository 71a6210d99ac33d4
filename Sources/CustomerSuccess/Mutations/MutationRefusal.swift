/// A permanent no: applying the same mutation again to the same rows is refused again.
package struct MutationRefusal: Error, Codable, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, CaseIterable, Sendable {
    /// The author does not have the account in the book any more.
    case notInScope = "not_in_scope"
    case notPermitted = "not_permitted"
    /// Another system, or the service itself, decides the value.
    case fieldNotYours = "field_not_yours"
    /// Somebody changed the same value meanwhile.
    case conflict
    /// The row does not exist or was deleted.
    case missing
    /// A different row has that id.
    case idTaken = "id_taken"
    case invalid
    /// The mutation that should have made the row was refused.
    case parentRejected = "parent_rejected"
    /// A code of a newer service.
    case other
  }

  package let code: Code
  /// The table and id of the row concerned, when there is one.
  package let table: String?
  package let id: String?
  /// The column concerned, when there is one.
  package let column: String?
  /// For a conflict: the value found.
  package let current: Value?
  /// For a conflict: the value that was to be written.
  package let yours: Value?
  /// What failed, on which thing, why, and what to do next.
  package let reason: String

  private enum CodingKeys: String, CodingKey {
    case code, table, id, column, current, yours, reason
  }

  package init(
    _ code: Code, table: String? = nil, id: String? = nil, column: String? = nil,
    current: Value? = nil, yours: Value? = nil, reason: String
  ) {
    self.code = code
    self.table = table
    self.id = id
    self.column = column
    self.current = current
    self.yours = yours
    self.reason = reason
  }

  package var description: String { reason }
}

extension MutationRefusal {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(Code.self, forKey: .code),
      table: try container.decodeIfPresent(String.self, forKey: .table),
      id: try container.decodeIfPresent(String.self, forKey: .id),
      column: try container.decodeIfPresent(String.self, forKey: .column),
      current: try Self.value(.current, in: container),
      yours: try Self.value(.yours, in: container),
      reason: try container.decode(String.self, forKey: .reason))
  }

  /// A column found empty is a value, too: null is told apart from nothing said.
  private static func value(
    _ key: CodingKeys, in container: KeyedDecodingContainer<CodingKeys>
  ) throws -> Value? {
    guard container.contains(key) else { return nil }
    return try container.decodeNil(forKey: key) ? .null : container.decode(Value.self, forKey: key)
  }
}

extension MutationRefusal.Code: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self = Self(rawValue: text) ?? .other
  }
}
