/// A request as a stand-in received it.
package struct StandInRequest: Sendable {
  /// Counted from 1 since the start.
  package let number: Int
  package let method: String
  /// As it was sent, without the query.
  package let path: String
  /// As it was sent, without the mark.
  package let rawQuery: String
  /// Names in lower case.
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  /// The first value of a header.
  package subscript(header name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The query, decoded as a server does: a bare `+` is a space.
  package var query: [String: String] { Self.fields(rawQuery) }

  /// The body as a form, decoded the same way.
  package var form: [String: String] { Self.fields(text) }

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The parts between the slashes, decoded.
  package var segments: [String] {
    path.split(separator: "/").map { Self.decoded($0, plusIsSpace: false) }
  }

  private static func fields(_ text: String) -> [String: String] {
    let pairs = text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        decoded(parts[0], plusIsSpace: true),
        parts.count == 2 ? decoded(parts[1], plusIsSpace: true) : ""
      )
    }
    return Dictionary(pairs, uniquingKeysWith: { _, last in last })
  }

  /// A name or a value as it stands in a query.
  static func encoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { encoded, byte in
      let character = Character(Unicode.Scalar(byte))
      let isPlain = character.isASCII && (character.isLetter || character.isNumber)
      if isPlain || "-._~".contains(character) {
        encoded.append(character)
      } else {
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What a stand-in answers.
package struct StandInAnswer: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// Whether the body is packed for a client that takes it so.
  package var isPackable = false
  /// What breaks the contract, so that the real service would have refused it.
  package var violation: String?

  package init(
    _ status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func json(_ text: String, status: Int = 200) -> Self {
    Self(
      status, headers: [("content-type", "application/json;charset=UTF-8")],
      body: Array(text.utf8))
  }

  package func blaming(_ violation: String) -> Self {
    var answer = self
    answer.violation = violation
    return answer
  }

  /// As a proxy or a maintenance page answers.
  package static func webPage(_ status: Int) -> Self {
    Self(
      status, headers: [("content-type", "text/html; charset=utf-8")],
      body: Array("<!DOCTYPE html><html><body>We will be back soon</body></html>".utf8))
  }

  /// Sets a header, in the place of one of that name.
  package mutating func set(_ name: String, _ value: String?) {
    headers.removeAll { $0.name.lowercased() == name.lowercased() }
    if let value { headers.append((name, value)) }
  }
}
