/// What Salesforce says of one record of a collection; the request itself is 200 even when all of
/// them fail (connectors 3.9).
struct PushAnswer {
  enum Meaning: Equatable {
    case done(id: String)
    /// Worth another try of this record alone.
    case retry
    /// Deleted or merged.
    case gone
    /// Some fields are not ours to change.
    case withoutFields([String])
    case refused
  }

  let meaning: Meaning
  let complaint: UpstreamComplaint
  let fields: [String]
  /// Ids of other records that the refusal names.
  let candidates: [String]

  private static let passing: Set<String> = [
    "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "REQUEST_RUNNING_TOO_LONG",
    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
  ]
  private static let departed: Set<String> = ["ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY"]
  private static let clashes: Set<String> = [
    "DUPLICATES_DETECTED", "DUPLICATE_VALUE", "DUPLICATE_EXTERNAL_ID",
  ]

  init(_ answer: JSONValue, sent: PushRecord) {
    let error = answer["errors"]?.list?.first
    let code = error?["statusCode"]?.text ?? ""
    let message = error?["message"]?.text ?? ""
    complaint = UpstreamComplaint(code: code, message: message)
    fields = (error?["fields"]?.list ?? []).compactMap(\.text).map { Self.ours($0, in: sent) }
    candidates =
      Self.clashes.contains(code)
      ? Self.ids(in: message) + Self.matches(error?["duplicateResult"] ?? error?["duplicateResut"])
      : []
    meaning =
      if answer["success"]?.boolean == true {
        .done(id: answer["id"]?.text ?? sent.id)
      } else if Self.passing.contains(code) {
        .retry
      } else if Self.departed.contains(code) {
        .gone
      } else if code == "INVALID_FIELD_FOR_INSERT_UPDATE", !fields.isEmpty {
        .withoutFields(fields)
      } else {
        .refused
      }
  }

  /// A field as we wrote it, whatever its case in the answer.
  private static func ours(_ name: String, in sent: PushRecord) -> String {
    if sent.fields[name] != nil { return name }
    let wanted = name.lowercased()
    return sent.fields.keys.first { $0.lowercased() == wanted } ?? name
  }

  private static func ids(in message: String) -> [String] {
    message.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      .filter { word in word.contains(where: \.isNumber) }
      .compactMap { SalesforceID.long(String($0)) }
  }

  private static func matches(_ result: JSONValue?) -> [String] {
    (result?["matchResults"]?.list ?? [])
      .flatMap { $0["matchRecords"]?.list ?? [] }
      .compactMap { $0["record"]?["Id"]?.text }
  }
}
