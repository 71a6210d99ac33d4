import CustomerSuccess
import Foundation

/// The whole content of an edit as lines a person can read and copy.
enum MutationText {
  /// One line per value, such as `notes: they wait`.
  ///
  /// Ids of things the person never sees are left out. Plain text that may hold anything.
  static func lines(of mutation: Mutation) -> [String] {
    do {
      let json = try JSONSerialization.jsonObject(with: Data(mutation.encoded()))
      guard let arguments = (json as? [String: Any])?["args"] else { return [mutation.name] }
      return lines(of: arguments, name: nil)
    } catch {
      return ["\(mutation.name): its content could not be shown (\(error))"]
    }
  }

  private static func lines(of value: Any, name: String?) -> [String] {
    switch value {
    case let object as [String: Any]:
      if let change = change(object) { return [change] }
      return object.keys.sorted().filter { $0 != "id" }
        .flatMap { lines(of: object[$0] ?? "", name: $0) }
    case let list as [Any]: return list.flatMap { lines(of: $0, name: name) }
    case is NSNull: return []
    default: return [name.map { "\($0): \(value)" } ?? "\(value)"]
    }
  }

  /// A change of one column in one line.
  private static func change(_ object: [String: Any]) -> String? {
    guard let column = object["column"] as? String, object.keys.contains("to") else { return nil }
    let old = object["from"].map(text) ?? "(empty)"
    let new = object["to"].map(text) ?? "(empty)"
    return "\(column): \(new) (was \(old))"
  }

  private static func text(_ value: Any) -> String {
    value is NSNull ? "(empty)" : "\(value)"
  }
}
