/// What is said of the rows of a statement that is done (connectors 5.3, 5.4).
struct SnowflakeResult: Codable, Equatable, Sendable {
  /// By which partitions are asked for, and Snowflake's people find the query.
  let handle: String
  let rowCount: Int
  let columns: [Column]
  /// The rows of each partition.
  let partitions: [Int]

  struct Column: Codable, Equatable, Sendable {
    let name: String
    let typeName: String
    let scale: Int?

    var type: SnowflakeType { SnowflakeType(name: typeName, scale: scale) }
  }

  /// - Parameter answer: The body of status 200; its rows may be left out.
  /// - Throws: ``SnowflakeError/answer(place:reason:)``.
  init(_ answer: JSONValue) throws(SnowflakeError) {
    let data = answer["resultSetMetaData"]
    guard let handle = answer["statementHandle"]?.text, let rows = data?["numRows"]?.integer,
      let types = data?["rowType"]?.list
    else {
      throw .answer(
        place: "a statement", reason: "it lacks the handle, the number of rows or their columns")
    }
    if let format = data?["format"]?.text, format.lowercased() != "jsonv2" {
      throw .answer(place: "a statement", reason: "its rows are in the format \(format)")
    }
    self.handle = handle
    rowCount = Int(rows)
    var columns: [Column] = []
    for type in types {
      guard let name = type["name"]?.text, let typeName = type["type"]?.text else {
        throw .answer(place: "a statement", reason: "a column has no name or no type")
      }
      columns.append(
        Column(name: name, typeName: typeName, scale: type["scale"]?.integer.map(Int.init)))
    }
    self.columns = columns
    let partitions = data?["partitionInfo"]?.list?.map { $0["rowCount"]?.integer ?? -1 } ?? []
    self.partitions = (partitions.isEmpty ? [rows] : partitions).map(Int.init)
    var total = 0
    for rows in self.partitions {
      let (sum, isTooMuch) = total.addingReportingOverflow(rows)
      guard rows >= 0, !isTooMuch else {
        throw .rowCount(partition: nil, announced: rowCount, found: total)
      }
      total = sum
    }
    guard total == rowCount else {
      throw .rowCount(partition: nil, announced: rowCount, found: total)
    }
  }
}

/// The body that asks for a statement.
struct SnowflakeStatement: Equatable, Sendable {
  let text: String
  /// The values of its question marks.
  var bindings: [String] = []
  /// By which the warehouse's people find it.
  let tag: String

  /// - Parameter seconds: After which Snowflake gives up.
  func body(_ session: SnowflakeSession, seconds: Int) -> JSONValue {
    var members: [String: JSONValue] = [
      "statement": .text(text), "timeout": .number(String(seconds)),
      "database": .text(session.database), "schema": .text(session.schema),
      "warehouse": .text(session.warehouse),
      "parameters": ["query_tag": .text(tag), "timezone": "UTC"],
    ]
    if let role = session.role { members["role"] = .text(role) }
    if !bindings.isEmpty {
      let pairs = bindings.enumerated().map { place, value in
        (String(place + 1), ["type": "TEXT", "value": .text(value)] as JSONValue)
      }
      members["bindings"] = .object(Dictionary(uniqueKeysWithValues: pairs))
    }
    return .object(members)
  }
}

/// Where statements are worked on; names are as Snowflake keeps them, the case matters.
package struct SnowflakeSession: Hashable, Sendable {
  package let database: String
  package let schema: String
  package let warehouse: String
  /// Nil for the user's usual one.
  package let role: String?

  package init(database: String, schema: String, warehouse: String, role: String? = nil) {
    self.database = database
    self.schema = schema
    self.warehouse = warehouse
    self.role = role
  }
}
