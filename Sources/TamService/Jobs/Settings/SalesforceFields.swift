import Connectors
import CustomerSuccess
import Foundation

/// `salesforce-fields.yaml` in the data folder: which objects are fetched, which fields are written
/// back, and what they are called in this organization.
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
  /// What is written back; an object that lacks gets nothing.
  let pushed: [PushedObject: [(field: PushedField, name: String)]]

  static func == (left: Self, right: Self) -> Bool {
    left.objects.map(\.object) == right.objects.map(\.object)
      && left.objects.map(\.fields) == right.objects.map(\.fields)
      && left.pushed.mapValues { $0.map(\.name) } == right.pushed.mapValues { $0.map(\.name) }
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
    var pushed: [PushedObject: [(PushedField, String)]] = [:]
    for (name, lines) in try YAMLSections(text, path: path).sections {
      if name.hasPrefix(Self.pushMark) {
        let object = try Self.pushedObject(name, path)
        pushed[object] = try lines.map { line throws(ConnectionError) in
          guard let field = object.fields.first(where: { $0.label == line.key }) else {
            throw .unknownField(path: path, object: name, field: line.key)
          }
          return (field, line.value)
        }
        continue
      }
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
    self.pushed = pushed
  }

  private static let author = "CreatedById"

  /// Stands before the name of an object that is written to.
  private static let pushMark = "to "

  private static func pushedObject(
    _ name: String, _ path: String
  ) throws(ConnectionError) -> PushedObject {
    guard let object = PushedObject(rawValue: String(name.dropFirst(pushMark.count))) else {
      throw .unknownObject(path: path, name: name)
    }
    return object
  }

  /// What a field that the import knows is called in the organization; nil when it is left out.
  func name(of field: String, in object: SalesforceObject) -> String? {
    objects.first { $0.object == object }?.fields.first { $0.ours == field }?.theirs
  }

  /// What to fetch of an object; nil when the file leaves it out.
  func query(_ object: SalesforceObject, watermark: Date?) -> SObjectQuery? {
    guard let fields = objects.first(where: { $0.object == object })?.fields else { return nil }
    let isHistory = object == .accountHistory
    let required = fields.filter { object.required.contains($0.ours) }.map(\.theirs)
    // Who changed something tells apart what we wrote ourselves, and an opt-out follows a contact that
    // was merged.
    let wanted =
      isHistory ? [Self.author] : object == .contact ? [DepartedAccounts.winnerColumn] : []
    let own = wanted.filter { name in !fields.contains { $0.ours == name } }
    return SObjectQuery(
      object.rawValue, fields: fields.map(\.theirs) + own, keyFields: Set(required),
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
    lines += [
      "",
      "# What is written back: on the left what people see, on the right the API name. What your",
      "# organization lacks, or does not let us change, is left out with a note in the job's history;",
      "# make a comment of what is not to be written. The TAM and the contacts, which both sides",
      "# write, go to the fields that are named above.",
    ]
    for object in PushedObject.allCases {
      lines += ["", "\(pushMark)\(object.rawValue):"]
      lines += object.fields.map { "  \"\($0.label)\": \($0.usualName)" }
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
