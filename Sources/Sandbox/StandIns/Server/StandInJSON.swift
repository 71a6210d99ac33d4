import Foundation

/// JSON as stand-ins write and read it, apart from the connectors' own way.
enum StandInJSON {
  static func text(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    guard !isPlain else { return "\"\(text)\"" }
    // A string always has a JSON form.
    let data = try? JSONEncoder().encode(text)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(text($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  static func list(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

  /// Nil when the bytes are no JSON object.
  static func members(_ bytes: [UInt8]) -> [String: Any]? {
    // What cannot be read is refused by whoever asked.
    (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
  }
}
