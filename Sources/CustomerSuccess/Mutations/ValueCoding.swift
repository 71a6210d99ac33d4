import FoundationEssentials

/// JSON of a value: null, a number, a string, or an object where JSON has no such value.
extension Value: Codable {
  /// Names of the objects that stand for what JSON cannot tell apart from the rest.
  private enum Key: String, CodingKey {
    /// A real number without a fraction, which would be read back as an integer.
    case real
    /// Bytes in base 64.
    case data
  }

  package init(from decoder: any Decoder) throws {
    // What is no object is a plain value: this only asks, as JSON does not say beforehand.
    if let object = try? decoder.container(keyedBy: Key.self) {
      self = try Self.read(object)
    } else {
      self = try Self.read(decoder.singleValueContainer())
    }
  }

  private static func read(_ container: any SingleValueDecodingContainer) throws -> Value {
    if container.decodeNil() { return .null }
    // The order matters: every integer is also a real number. The last question may fail.
    if let number = try? container.decode(Int64.self) { return .integer(number) }
    // What is no number at all is text.
    if let number = try? container.decode(Double.self) { return .real(number) }
    return .text(try container.decode(String.self))
  }

  private static func read(_ object: KeyedDecodingContainer<Key>) throws -> Value {
    if let number = try object.decodeIfPresent(Double.self, forKey: .real) { return .real(number) }
    let text = try object.decode(String.self, forKey: .data)
    guard let data = Data(base64Encoded: text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .data, in: object, debugDescription: "the data of a value is not base 64")
    }
    return .data([UInt8](data))
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .integer(let number): try Self.write(number, to: encoder)
    case .text(let text): try Self.write(text, to: encoder)
    case .real(let number) where number.rounded() != number: try Self.write(number, to: encoder)
    case .real(let number):
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(number, forKey: .real)
    case .data(let bytes):
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(Data(bytes).base64EncodedString(), forKey: .data)
    }
  }

  private static func write(_ value: some Encodable, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
