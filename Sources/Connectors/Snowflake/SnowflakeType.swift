/// What a column of an answer holds, by the `type` of its `rowType`.
enum SnowflakeType: Equatable, Sendable {
  /// Decimal text with so many digits behind the point.
  case fixed(scale: Int)
  case real
  case boolean
  case text
  case date
  case time
  /// Without a zone; we declare it UTC, and ask for that zone in the session.
  case timestampNTZ
  case timestampLTZ
  case timestampTZ
  /// JSON as text: VARIANT, OBJECT, ARRAY.
  case semiStructured
  /// As hexadecimal digits.
  case binary
  /// One that this version does not know, by name.
  case other(String)

  init(name: String, scale: Int?) {
    switch name.lowercased() {
    case "fixed", "number": self = .fixed(scale: scale ?? 0)
    case "real", "float", "double": self = .real
    case "boolean": self = .boolean
    case "text", "varchar", "string", "char": self = .text
    case "date": self = .date
    case "time": self = .time
    case "timestamp_ntz": self = .timestampNTZ
    case "timestamp_ltz": self = .timestampLTZ
    case "timestamp_tz": self = .timestampTZ
    case "variant", "object", "array", "map": self = .semiStructured
    case "binary": self = .binary
    default: self = .other(name)
    }
  }
}

extension SnowflakeType: CustomStringConvertible {
  /// For a person, with its article.
  var description: String {
    switch self {
    case .fixed: "a number"
    case .real: "a floating-point number"
    case .boolean: "true or false"
    case .text: "a text"
    case .date: "a date"
    case .time: "a time of day"
    case .timestampNTZ, .timestampLTZ, .timestampTZ: "a time"
    case .semiStructured: "JSON"
    case .binary: "binary"
    case .other(let name): "of the unknown type \(name)"
    }
  }
}
