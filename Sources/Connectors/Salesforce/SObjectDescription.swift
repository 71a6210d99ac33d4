/// What Salesforce tells of an object: its fields, as our user may see and change them.
struct SObjectDescription: Sendable {
  struct Field: Sendable {
    let name: String
    let type: String
    /// Of text, in characters; 0 where it has no meaning.
    let length: Int
    let isUpdateable: Bool
    let isExternalID: Bool
    /// Of a picklist that takes nothing else; nil for anything else.
    let choices: Set<String>?
    let relationship: String?
  }

  let object: String
  /// By name in lower case: Salesforce does not tell case apart.
  private let fields: [String: Field]
  private let relationships: Set<String>

  init(_ object: String, _ answer: JSONValue) throws(UpstreamError) {
    guard let list = answer["fields"]?.list else {
      throw .unexpected(host: "Salesforce", what: "a description of \(object) without fields")
    }
    let fields = list.compactMap(Self.field)
    self.object = object
    self.fields = Dictionary(
      fields.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    relationships = Set(fields.compactMap { $0.relationship?.lowercased() })
  }

  subscript(name: String) -> Field? { fields[name.lowercased()] }

  /// Whether a query may name it; of `Owner.Name` only the relationship can be checked here.
  func has(_ name: String) -> Bool {
    guard let dot = name.firstIndex(of: ".") else { return self[name] != nil }
    return relationships.contains(name[..<dot].lowercased())
  }

  private static func field(_ value: JSONValue) -> Field? {
    guard let name = value["name"]?.text else { return nil }
    let choices = (value["picklistValues"]?.list ?? [])
      .filter { $0["active"]?.boolean != false }.compactMap { $0["value"]?.text }
    return Field(
      name: name, type: value["type"]?.text ?? "", length: Int(value["length"]?.integer ?? 0),
      isUpdateable: value["updateable"]?.boolean ?? false,
      isExternalID: value["externalId"]?.boolean ?? false,
      choices: value["restrictedPicklist"]?.boolean == true ? Set(choices) : nil,
      relationship: value["relationshipName"]?.text)
  }
}
