import Foundation

/// Any JSON, to be looked at by tests.
enum JSON: Decodable, Equatable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  var items: [JSON] {
    guard case .list(let items) = self else { return [] }
    return items
  }

  var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }
}

extension JSON {
  /// What an object, or a list of objects, looks like: one line per key in alphabetical order, with
  /// the kinds of values that occur, such as `owner: null or text`.
  var shape: String {
    let objects = items.isEmpty ? [self] : items
    var kinds: [String: Set<String>] = [:]
    for case .object(let members) in objects {
      for (key, value) in members { kinds[key, default: []].insert(value.kind) }
    }
    return kinds.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value.sorted().joined(separator: " or "))" }
      .joined(separator: "\n")
  }

  private var kind: String {
    switch self {
    case .null: return "null"
    case .flag: return "flag"
    case .number: return "number"
    case .text(let text): return Self.kind(of: text)
    case .list: return "list"
    case .object: return "object"
    }
  }

  /// Days, instants and amounts are texts of a fixed form.
  private static func kind(of text: String) -> String {
    if text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil { return "day" }
    if text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil { return "instant" }
    return "text"
  }
}
