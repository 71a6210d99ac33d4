import CustomerSuccess
import Foundation
import Terminal

/// The whole content of an edit as lines a person can read and copy.
enum MutationText {
  /// One line per value, such as `Notes: they wait`.
  ///
  /// Ids of things the person never sees are left out, and the customer, which stands elsewhere.
  /// Plain text that may hold anything.
  static func lines(of mutation: Mutation) -> [String] {
    let table = (mutation.created ?? mutation.needed.first).flatMap { Schema.table($0.table) }
    do {
      let json = try JSONSerialization.jsonObject(with: Data(mutation.encoded()))
      guard let arguments = (json as? [String: Any])?["args"] else { return [mutation.name] }
      return lines(of: arguments, name: nil, table)
    } catch {
      return ["\(mutation.name): its content could not be shown (\(error))"]
    }
  }

  /// The same as it is drawn.
  static func details(of mutation: Mutation) -> [DetailLine] {
    lines(of: mutation).flatMap { SafeText.lines(sanitizing: $0, lineLimit: 200) }
      .map { DetailLine(text: $0) }
  }

  /// What is for the machinery alone.
  private static let hidden: Set<String> = ["id", "account", "restoring", "is_undo", "seen"]

  private static func lines(of value: Any, name: String?, _ table: Table?) -> [String] {
    switch value {
    case let object as [String: Any]:
      if let change = change(object, table) { return [change] }
      return object.keys.sorted().filter { !hidden.contains($0) }
        .flatMap { lines(of: object[$0] ?? "", name: $0, table) }
    case let list as [Any]: return list.flatMap { lines(of: $0, name: name, table) }
    case is NSNull: return []
    default: return [name.map { "\(label($0, table)): \(value)" } ?? "\(value)"]
    }
  }

  /// A column as people call it; the name of an argument as it is.
  private static func label(_ name: String, _ table: Table?) -> String {
    table?.column(name)?.label ?? name.replacing("_", with: " ")
  }

  /// A change of one column in one line.
  private static func change(_ object: [String: Any], _ table: Table?) -> String? {
    guard let column = object["column"] as? String, object.keys.contains("to") else { return nil }
    let old = object["from"].map(text) ?? "(empty)"
    let new = object["to"].map(text) ?? "(empty)"
    return "\(label(column, table)): \(new) (was \(old))"
  }

  private static func text(_ value: Any) -> String {
    value is NSNull ? "(empty)" : "\(value)"
  }
}
