import CustomerSuccess
import Foundation

/// What the collections interface answers to changes of up to 200 records.
extension SalesforceOrg {
  private static let recordLimit = 200

  private struct Complaint: Error {
    let code: String
    let message: String
    var fields: [String] = []
    /// Further members, as JSON.
    var more = ""
  }

  mutating func update(_ request: StandInRequest, now: String) -> StandInAnswer {
    answer(request) { (org, record) throws(Complaint) in
      guard let type = (record["attributes"] as? [String: Any])?["type"] as? String else {
        throw Complaint(code: "INVALID_TYPE", message: "attributes lack")
      }
      guard let id = record["id"] as? String else {
        throw Complaint(code: "MISSING_ARGUMENT", message: "Id not specified in an update call")
      }
      return try org.change(type, id, record, now: now)
    }
  }

  mutating func upsert(
    _ request: StandInRequest, _ type: String, key: String, now: String
  ) -> StandInAnswer {
    let key = tables[type]?.spelling(key) ?? key
    guard tables[type]?[field: key]?.isExternalID == true else {
      return .failure(404, "NOT_FOUND", "\(key) is no external id").blaming("\(key) is no key")
    }
    return answer(request) { (org, record) throws(Complaint) in
      guard record["id"] == nil, record["Id"] == nil else {
        throw Complaint(code: "INVALID_FIELD", message: "cannot specify Id in an upsert")
      }
      let value = record[key].map { "\($0)" } ?? ""
      let found =
        org.tables[type]?.rows.values
        .filter { $0[key] == value && $0["IsDeleted"] != "true" }.compactMap { $0["Id"] } ?? []
      guard found.count < 2 else {
        throw Complaint(
          code: "DUPLICATE_EXTERNAL_ID",
          message: "\(key): more than one record found for external id field: "
            + "[\(found.sorted().joined(separator: ", "))]")
      }
      if let id = found.first { return try org.change(type, id, record, now: now) }
      if type == "Contact", record["LastName"] as? String == nil {
        throw Complaint(
          code: "REQUIRED_FIELD_MISSING", message: "Required fields are missing: [LastName]",
          fields: ["LastName"])
      }
      let id = org.nextID(Self.prefixes[type] ?? "a00")
      org.tables[type]?[id] = ["Id": id, "IsDeleted": "false", "CreatedDate": now]
      do throws(Complaint) {
        return try org.change(type, id, record, now: now)
      } catch {
        org.tables[type]?[id] = nil
        throw error
      }
    }
  }

  mutating func remove(_ request: StandInRequest, now: String) -> StandInAnswer {
    let ids = (request.query["ids"] ?? "").split(separator: ",").map(String.init)
    guard !ids.isEmpty, ids.count <= Self.recordLimit else {
      return .failure(400, "EXCEEDED_ID_LIMIT", "record limit reached")
        .blaming("\(ids.count) records at once")
    }
    guard request.query["allOrNone"] == "false" else {
      return .failure(400, "INVALID_INPUT", "").blaming("allOrNone is not false")
    }
    let results = ids.map { id in
      result { (org) throws(Complaint) in try org.remove(id, now: now) }
    }
    return .json(StandInJSON.list(results))
  }

  private mutating func remove(_ id: String, now: String) throws(Complaint) -> String {
    guard let name = tables.first(where: { $0.value[id] != nil })?.key, !hidden.contains(id) else {
      throw Complaint(code: "INVALID_CROSS_REFERENCE_KEY", message: "invalid cross reference id")
    }
    guard tables[name]?[id]?["IsDeleted"] != "true" else {
      throw Complaint(code: "ENTITY_IS_DELETED", message: "entity is deleted")
    }
    if let reason = undeletable[id] {
      throw Complaint(code: "INSUFFICIENT_ACCESS_OR_READONLY", message: reason)
    }
    tables[name]?.delete(id, at: now)
    return id
  }

  private static let prefixes = ["Contact": "003", "Task": "00T"]

  /// Works the records off one by one; an answer 200 says nothing of any of them.
  private mutating func answer(
    _ request: StandInRequest,
    _ work: (inout SalesforceOrg, [String: Any]) throws(Complaint) -> String
  ) -> StandInAnswer {
    guard request[header: "content-type"]?.hasPrefix("application/json") == true else {
      return .failure(415, "UNSUPPORTED_MEDIA_TYPE", "").blaming("not sent as JSON")
    }
    guard let body = StandInJSON.members(request.body),
      let sent = body["records"] as? [[String: Any]]
    else { return .failure(400, "JSON_PARSER_ERROR", "").blaming("not a collection") }
    let records = sent.map { spelled($0, request) }
    guard records.count <= Self.recordLimit, !records.isEmpty else {
      return .failure(400, "EXCEEDED_ID_LIMIT", "record limit reached")
        .blaming("\(records.count) records at once")
    }
    guard body["allOrNone"] as? Bool == false else {
      return .failure(400, "INVALID_INPUT", "").blaming("allOrNone is not false")
    }
    if let refusal = unknownField(in: records, request) { return refusal }
    let results = records.map { record in
      result { (org) throws(Complaint) in try work(&org, record) }
    }
    return .json(StandInJSON.list(results))
  }

  /// The answer to one record.
  private mutating func result(
    _ work: (inout SalesforceOrg) throws(Complaint) -> String
  ) -> String {
    do throws(Complaint) {
      let id = try work(&self)
      return "{\"id\":\"\(id)\",\"success\":true,\"errors\":[]}"
    } catch {
      let fields = StandInJSON.list(error.fields.map(StandInJSON.text))
      return """
        {"success":false,"errors":[{"statusCode":\(StandInJSON.text(error.code)),\
        "message":\(StandInJSON.text(error.message)),"fields":\(fields)\(error.more)}]}
        """
    }
  }

  /// A record with the table's own writing of its fields.
  private func spelled(_ record: [String: Any], _ request: StandInRequest) -> [String: Any] {
    guard let table = table(of: record, request) else { return record }
    return Dictionary(
      record.map { name, value in
        (["attributes", "id", "Id"].contains(name) ? name : table.spelling(name), value)
      }, uniquingKeysWith: { first, _ in first })
  }

  private func table(of record: [String: Any], _ request: StandInRequest) -> SObjectTable? {
    let type = (record["attributes"] as? [String: Any])?["type"] as? String
    return tables[type ?? request.segments[request.segments.count - 2]]
  }

  /// A field that does not exist, or that we may not see, refuses all records.
  private func unknownField(
    in records: [[String: Any]], _ request: StandInRequest
  ) -> StandInAnswer? {
    for record in records {
      guard let table = table(of: record, request) else {
        return .failure(400, "INVALID_TYPE", "sObject type is not supported.")
      }
      for name in record.keys.sorted() where !["attributes", "id", "Id"].contains(name) {
        guard table[field: name] == nil else { continue }
        return .failure(
          400, "INVALID_FIELD", "No such column '\(name)' on sobject of type \(table.name)")
      }
    }
    return nil
  }

  private mutating func change(
    _ type: String, _ id: String, _ record: [String: Any], now: String
  ) throws(Complaint) -> String {
    guard let table = tables[type], var row = table[id], !hidden.contains(id) else {
      throw Complaint(code: "INVALID_CROSS_REFERENCE_KEY", message: "invalid cross reference id")
    }
    guard row["IsDeleted"] != "true" else {
      throw Complaint(code: "ENTITY_IS_DELETED", message: "entity is deleted")
    }
    if let left = locks[id], left > 0 {
      locks[id] = left - 1
      throw Complaint(
        code: "UNABLE_TO_LOCK_ROW", message: "unable to obtain exclusive access to this record")
    }
    for (name, value) in record where !["attributes", "id"].contains(name) {
      let text = value is NSNull ? nil : Self.text(value)
      try check(table, id, name, text)
      if type == "Account", name == Self.trackedField, row[name] != text {
        track(id, from: row[name], to: text, now: now)
      }
      row[name] = text
    }
    // A task belongs to the account that it is about.
    if type == "Task", let account = row["WhatId"] { row["AccountId"] = account }
    row["SystemModstamp"] = now
    row["LastModifiedDate"] = now
    tables[type]?[id] = row
    return id
  }

  /// The field whose changes are written down, with names and with ids.
  private static let trackedField = "Technical_Account_Manager__c"

  private mutating func track(_ account: String, from old: String?, to new: String?, now: String) {
    let names = [old, new].map { id in id.map { tables["User"]?[$0]?["Name"] ?? $0 } }
    for (before, after) in [(old, new), (names[0], names[1])] {
      let id = nextID("017")
      tables["AccountHistory"]?[id] = [
        "Id": id, "AccountId": account, "Field": Self.trackedField, "CreatedDate": now,
        "CreatedById": Self.integrationUser, "OldValue": before, "NewValue": after,
      ].compactMapValues { $0 }
    }
  }

  private func check(
    _ table: SObjectTable, _ id: String, _ name: String, _ text: String?
  ) throws(Complaint) {
    guard let field = table[field: name] else { return }
    if let message = validations[name] {
      throw Complaint(
        code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", message: message, fields: [name])
    }
    guard field.isUpdateable else {
      throw Complaint(
        code: "INVALID_FIELD_FOR_INSERT_UPDATE", message: "Unable to create/update fields: \(name)",
        fields: [name])
    }
    guard let text else { return }
    // Why it is no id makes no difference.
    if field.kind == .reference, (try? SalesforceID.normalized(text)) == nil {
      throw Complaint(
        code: "MALFORMED_ID", message: "\(name): id value of incorrect type: \(text)",
        fields: [name])
    }
    if text.count > field.length {
      throw Complaint(
        code: "STRING_TOO_LONG",
        message: "\(name): data value too large (max length=\(field.length))", fields: [name])
    }
    if !field.choices.isEmpty, !field.choices.contains(text) {
      throw Complaint(
        code: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        message: "bad value for restricted picklist field: \(text)", fields: [name])
    }
    let isKeptApart = table.name == "Contact" && name == "Email"
    guard field.isUnique || isKeptApart else { return }
    let twin = table.rows.first { other, row in
      other != id && row["IsDeleted"] != "true" && row[name]?.lowercased() == text.lowercased()
    }
    guard let twin else { return }
    if field.isUnique {
      throw Complaint(
        code: "DUPLICATE_VALUE",
        message: "duplicate value found: \(name) duplicates value on record with id: \(twin.key)")
    }
    if isKeptApart {
      throw Complaint(
        code: "DUPLICATES_DETECTED", message: "Use one of these records?",
        more: """
          ,"duplicateResult":{"matchResults":[{"matchRecords":[{"record":\
          {"attributes":{"type":"Contact"},"Id":"\(twin.key)"}}]}]}
          """)
    }
  }

  private static func text(_ value: Any) -> String {
    switch value {
    case let text as String: text
    // Truth values come as numbers of one byte.
    case let number as NSNumber where number.objCType.pointee == CChar(bitPattern: 0x63):
      String(number.boolValue)
    default: "\(value)"
    }
  }
}
