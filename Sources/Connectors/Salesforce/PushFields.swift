/// Fits records to what an object takes, before they are sent.
struct PushFields {
  private let description: SObjectDescription
  /// The external key, which records carry beside their fields.
  private let key: String?
  private(set) var dropped: Set<String> = []

  /// Stands at the end of a text that was cut.
  private static let cutMark = "…"

  init(_ description: SObjectDescription, key: String?, dropped: Set<String>) {
    self.description = description
    self.key = key
    self.dropped = dropped
  }

  mutating func drop(_ names: [String]) { dropped.formUnion(names) }

  /// The names among these that Salesforce has and lets us change.
  mutating func usable(_ names: Set<String>) -> [String] {
    for name in names where name != key && description[name]?.isUpdateable != true {
      dropped.insert(name)
    }
    return names.subtracting(dropped).sorted()
  }

  /// A record's fields in the form that Salesforce takes.
  typealias Fitted = (
    fields: [String: JSONValue],
    /// That Salesforce would make, of fields that are not sent.
    complaints: [String: UpstreamComplaint],
    /// Names of texts that were cut.
    cut: [String]
  )

  mutating func fit(_ fields: [String: JSONValue]) -> Fitted {
    var fitted: [String: JSONValue] = [:]
    var complaints: [String: UpstreamComplaint] = [:]
    var cut: [String] = []
    for (name, value) in fields where !dropped.contains(name) && name != key {
      guard let field = description[name], field.isUpdateable else {
        dropped.insert(name)
        continue
      }
      guard case .text(let text) = value else {
        fitted[name] = field.type == "boolean" && value.isNull ? false : value
        continue
      }
      if let choices = field.choices, !text.isEmpty, !choices.contains(text) {
        complaints[name] = UpstreamComplaint(
          code: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
          message: "\"\(text)\" is none of the values of \(name)")
        continue
      }
      // Salesforce counts UTF-16 units.
      if field.length > 0, text.utf16.count > field.length {
        cut.append(name)
        fitted[name] = .text(Self.cut(text, to: field.length))
      } else {
        fitted[name] = text.isEmpty ? .null : .text(text)
      }
    }
    return (fitted, complaints, cut)
  }

  private static func cut(_ text: String, to length: Int) -> String {
    var cut = ""
    var count = cutMark.utf16.count
    for character in text {
      count += character.utf16.count
      guard count <= length else { break }
      cut.append(character)
    }
    return cut + cutMark
  }
}
