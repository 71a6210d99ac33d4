import Connectors
import CustomerSuccess
import Foundation

/// `salesforce-fields.yaml` in the data folder: which objects are fetched, and what their fields are
/// called in this organization.
struct SalesforceFields: Equatable {
  static let fileName = "salesforce-fields.yaml"

  struct Field: Equatable {
    /// As the import knows it.
    let ours: String
    /// The API name in Salesforce.
    let theirs: String
  }

  /// In the order of the import.
  let objects: [(object: SalesforceObject, fields: [Field])]

  static func == (left: Self, right: Self) -> Bool {
    left.objects.map(\.object) == right.objects.map(\.object)
      && left.objects.map(\.fields) == right.objects.map(\.fields)
  }

  /// Reads the file of a data folder; without one, the usual names count.
  ///
  /// - Throws: ``ConnectionError``.
  init(_ directory: DataDirectory) throws(ConnectionError) {
    let path = "\(directory.path)/\(Self.fileName)"
    try self.init(YAMLSections.text(at: path) ?? Self.template, path: path)
  }

  init(_ text: String, path: String) throws(ConnectionError) {
    var found: [SalesforceObject: [Field]] = [:]
    for (name, lines) in try YAMLSections(text, path: path).sections {
      guard let object = SalesforceObject(rawValue: name) else {
        throw .unknownObject(path: path, name: name)
      }
      for field in object.required where !lines.contains(where: { $0.key == field }) {
        throw .requiredField(path: path, object: name, field: field)
      }
      found[object] = lines.map { Field(ours: $0.key, theirs: $0.value) }
    }
    objects = SalesforceObject.allCases.compactMap { object in
      found[object].map { (object, $0) }
    }
  }

  /// What to fetch of an object; nil when the file leaves it out.
  func query(_ object: SalesforceObject, watermark: Date?) -> SObjectQuery? {
    guard let fields = objects.first(where: { $0.object == object })?.fields else { return nil }
    let isHistory = object == .accountHistory
    let required = fields.filter { object.required.contains($0.ours) }.map(\.theirs)
    return SObjectQuery(
      object.rawValue, fields: fields.map(\.theirs), keyFields: Set(required),
      isWithDeleted: object != .user && !isHistory,
      stamp: isHistory ? "CreatedDate" : SObjectQuery.systemStamp,
      columnNames: Dictionary(
        fields.filter { $0.ours != $0.theirs }.map { ($0.theirs, $0.ours) },
        uniquingKeysWith: { first, _ in first }),
      watermark: watermark)
  }
}

extension SalesforceFields {
  /// Every field that the import takes, under the name that the seed pages give it; what only a
  /// former system wrote stands there as comments.
  static var template: String { text(isWithLegacy: false) }

  /// The same with all objects, as a make-believe company has them.
  static var complete: String { text(isWithLegacy: true) }

  private static func text(isWithLegacy: Bool) -> String {
    var lines = [
      "# Which objects are fetched from Salesforce, and what their fields are called there. On the",
      "# left the name that the import knows, on the right the API name in your organization. Change",
      "# the right side, or make a comment of a field or an object that you do not have.",
    ]
    for object in SalesforceObject.allCases {
      let mark = object.isLegacy && !isWithLegacy ? "# " : ""
      lines.append("")
      if object.isLegacy {
        lines.append("# Taken over once from the former system, if it wrote there.")
      }
      lines.append("\(mark)\(object.rawValue):")
      lines += names(of: object).map { "\(mark)  \($0): \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func names(of object: SalesforceObject) -> [String] {
    var names = object.required
    guard object != .accountHistory else { return names + ["OldValue", "NewValue"] }
    if object.hasCurrency { names.append("CurrencyIsoCode") }
    for column in object.table.columns {
      if let name = object.source(of: column), !names.contains(name) { names.append(name) }
    }
    // No column of ours: the report says from it where merged accounts went.
    if object == .account { names.append(DepartedAccounts.winnerColumn) }
    // Tasks and events share a table of ours, but only a task has a status.
    return object == .event ? names.filter { $0 != "Status" } : names
  }
}

extension SalesforceObject {
  /// Whether its rows come from a system before this one, in objects that it made.
  fileprivate var isLegacy: Bool { isTakenOver && self != .accountHistory }

  /// Whether rows have amounts of money.
  fileprivate var hasCurrency: Bool {
    table.columns.contains { column in
      if case .money = column.type { source(of: column) != nil } else { false }
    }
  }
}
