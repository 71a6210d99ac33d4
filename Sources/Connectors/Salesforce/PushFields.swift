/// Fits records to what an object takes, before they are sent.
struct PushFields {
  private let description: SObjectDescription
  /// The external key, which records carry beside their fields.
  private let key: String?
  private(set) var dropped: Set<String> = []
  private(set) var shortened: [String: Int] = [:]

  /// Stands at the end of a text that was cut.
  private static let cutMark = "…"

  init(_ description: SObjectDescription, key: String?, dropped: Set<String>) {
    self.description = description
    self.key = key
    self.dropped = dropped
  }

  mutating func drop(_ names: [String]) { dropped.formUnion(names) }

  /// The fields as they are sent; the complaint is one that Salesforce would make.
  mutating func fit(
    _ record: PushRecord
  ) -> (fields: [String: JSONValue], complaint: UpstreamComplaint?, field: String?) {
    var fitted: [String: JSONValue] = [:]
    for (name, value) in record.fields where !dropped.contains(name) && name != key {
      guard let field = description[name], field.isUpdateable else {
        dropped.insert(name)
        continue
      }
      guard case .text(let text) = value else {
        fitted[name] = value
        continue
      }
      if let choices = field.choices, !text.isEmpty, !choices.contains(text) {
        let complaint = UpstreamComplaint(
          code: "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
          message: "\"\(text)\" is none of the values of \(name)")
        return ([:], complaint, name)
      }
      fitted[name] = text.isEmpty ? .null : .text(cut(text, to: field.length, name))
    }
    return (fitted, nil, nil)
  }

  private mutating func cut(_ text: String, to length: Int, _ name: String) -> String {
    // Salesforce counts UTF-16 units.
    guard length > 0, text.utf16.count > length else { return text }
    shortened[name, default: 0] += 1
    var cut = ""
    var count = Self.cutMark.utf16.count
    for character in text {
      count += character.utf16.count
      guard count <= length else { break }
      cut.append(character)
    }
    return cut + Self.cutMark
  }
}
