import CustomerSuccess

/// One object of a make-believe Salesforce organization, with its rows.
package struct SObjectTable: Sendable {
  package struct Field: Sendable {
    package enum Kind: String, Sendable {
      case boolean
      case date
      case datetime
      case double
      case id
      case picklist
      case reference
      case string
    }

    package let name: String
    package var kind: Kind
    package var length = 255
    package var isUpdateable = true
    package var isExternalID = false
    package var isUnique = false
    /// Of a restricted picklist; empty for any other.
    package var choices: [String] = []

    package init(_ name: String, _ kind: Kind = .string) {
      self.name = name
      self.kind = kind
      isUpdateable = !["Id", "IsDeleted", "MasterRecordId", "SystemModstamp"].contains(name)
    }
  }

  /// By field; what lacks is null.
  package typealias Row = [String: String]

  package let name: String
  package var fields: [Field]
  package private(set) var rows: [String: Row] = [:]
  /// Rows that are in no Recycle Bin any more: id, and when they were deleted.
  private(set) var purged: [String: String] = [:]

  package init(_ name: String, _ fields: [Field]) {
    self.name = name
    self.fields = fields
  }

  package subscript(field name: String) -> Field? {
    get { fields.first { $0.name == name } }
    set {
      fields.removeAll { $0.name == name }
      if let newValue { fields.append(newValue) }
    }
  }

  /// The table's own writing of a field's name, which Salesforce does not tell apart by case; a name
  /// of no field stays as it is.
  func spelling(_ name: String) -> String {
    let wanted = name.lowercased()
    return fields.first { $0.name.lowercased() == wanted }?.name ?? name
  }

  package subscript(id: String) -> Row? {
    get { rows[id] }
    set { rows[id] = newValue }
  }

  package mutating func add(_ row: Row) {
    guard let id = row["Id"] else { return }
    rows[id] = row
  }

  /// Deletes a row as Salesforce does: it stays, marked; with a winner it was merged into that.
  package mutating func delete(_ id: String, mergedInto winner: String? = nil, at stamp: String) {
    rows[id]?["IsDeleted"] = "true"
    rows[id]?["SystemModstamp"] = stamp
    rows[id]?["MasterRecordId"] = winner
  }

  /// Takes a deleted row out of the Recycle Bin: only the log of deletions still knows it.
  package mutating func purge(_ id: String) {
    purged[id] = rows[id]?["SystemModstamp"]
    rows[id] = nil
  }

  package mutating func undelete(_ id: String, at stamp: String) {
    rows[id]?["IsDeleted"] = "false"
    rows[id]?["MasterRecordId"] = nil
    rows[id]?["SystemModstamp"] = stamp
  }

  mutating func stampNothing(after latest: String) {
    for (id, row) in rows {
      guard let stamp = row["SystemModstamp"], stamp > latest else { continue }
      rows[id]?["SystemModstamp"] = latest
    }
  }

  /// As REST writes it.
  func json(_ row: Row, _ field: String) -> String {
    guard let text = row[field], !text.isEmpty else { return "null" }
    switch self[field: field]?.kind {
    case .boolean, .double: return text
    case .datetime where text.hasSuffix("Z"):
      return StandInJSON.text(text.dropLast() + "+0000")
    default: return StandInJSON.text(text)
    }
  }
}

extension SObjectTable {
  /// Takes an export file over; the kind of a field shows in its values.
  ///
  /// - Parameter csv: With a header row.
  package init(_ name: String, csv: String) {
    var records = ExportReader(csv).records()[...]
    let header = records.popFirst() ?? []
    var rows: [Row] = []
    // Each object has a stamp, which some exports leave out; only histories have none.
    let isStamped = !header.contains("SystemModstamp") && !name.hasSuffix("History")
    for record in records {
      var row = Row(uniqueKeysWithValues: zip(header, record).filter { !$0.1.isEmpty })
      if row["IsDeleted"] == nil { row["IsDeleted"] = "false" }
      if isStamped { row["SystemModstamp"] = row["CreatedDate"] ?? Self.firstStamp }
      rows.append(row)
    }
    var fields = header.map { name in
      Field(name, Self.kind(of: name, in: rows.lazy.compactMap { $0[name] }))
    }
    if !header.contains("IsDeleted"), name != "User" { fields.append(Field("IsDeleted", .boolean)) }
    if isStamped { fields.append(Field("SystemModstamp", .datetime)) }
    if ["Account", "Contact"].contains(name) { fields.append(Field("MasterRecordId", .reference)) }
    self.init(name, fields)
    for row in rows { add(row.mapValues(Self.longID)) }
  }

  /// An export may have ids of 15 characters, which the interface never has; any other text stays as
  /// it is.
  private static func longID(_ text: String) -> String {
    guard text.utf8.count == 15, text.hasPrefix("00") else { return text }
    // What is no id is a text that looks like one.
    return (try? SalesforceID.normalized(text)) ?? text
  }

  private static let firstStamp = "2020-01-01T00:00:00.000Z"

  private static func kind(of name: String, in values: some Sequence<String>) -> Field.Kind {
    if name == "Id" { return .id }
    let sample = values.prefix(200)
    func all(_ holds: (String) -> Bool) -> Bool {
      var isEmpty = true
      for value in sample {
        guard holds(value) else { return false }
        isEmpty = false
      }
      return !isEmpty
    }
    if all({ $0 == "true" || $0 == "false" }) { return .boolean }
    if all({ $0.contains(".") && Double($0) != nil }) { return .double }
    if all({ $0.count == 24 && $0.hasSuffix("Z") && $0.contains("T") }) { return .datetime }
    let isDay = { (text: String) in text.count == 10 && text.split(separator: "-").count == 3 }
    if all(isDay) { return .date }
    return .string
  }
}

/// Reads an export file of ours again; it is small and well-formed.
struct ExportReader {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  func records() -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && index < bytes.count && bytes[index] == byte:
        cell.append(byte)
        index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        record.append(String(decoding: cell, as: UTF8.self))
        cell = []
      case UInt8(ascii: "\n") where !isQuoted:
        records.append(record + [String(decoding: cell, as: UTF8.self)])
        (record, cell) = ([], [])
      default: cell.append(byte)
      }
    }
    if !record.isEmpty || !cell.isEmpty {
      records.append(record + [String(decoding: cell, as: UTF8.self)])
    }
    return records
  }
}
