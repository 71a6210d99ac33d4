/// One request to an outside service; the host is the client's business.
package struct UpstreamRequest: Sendable {
  package enum Method: String, Sendable {
    case delete = "DELETE"
    case get = "GET"
    case patch = "PATCH"
    case post = "POST"
  }

  /// Whether a request may be sent again when its answer was lost.
  package enum Repeating: Sendable {
    /// It reads, or carries a key by which the service knows it again.
    case safe
    /// It might take effect twice: sent again only when it surely was not worked on.
    case unsafe
  }

  package enum Content: Sendable {
    /// Anything else, such as a proxy's page for people, is a passing fault.
    case json
    case text
    /// None, or none that is looked at.
    case ignored
  }

  package var method: Method
  /// Begins with a slash; with the query.
  package var path: String
  /// What is asked instead of ``path`` when it is sent again; nil for the same.
  package var repeatedPath: String?
  package var headers: [(name: String, value: String)] = []
  package var body: [UInt8]?
  package var repeating: Repeating
  package var content: Content
  /// Of the unpacked answer.
  package var bodyLimitBytes = Self.usualBodyLimitBytes
  /// Of one try, from the first byte sent to the last received.
  package var deadline = Duration.seconds(600)

  /// A page of 2,000 wide rows has about ten.
  package static let usualBodyLimitBytes = 64 << 20

  package init(
    _ method: Method, _ path: String, repeating: Repeating, content: Content = .json
  ) {
    self.method = method
    self.path = path
    self.repeating = repeating
    self.content = content
  }

  package static func get(
    _ path: String, _ query: [(name: String, value: String)] = [], content: Content = .json
  ) -> Self {
    Self(.get, path + encoded(query, mark: "?"), repeating: .safe, content: content)
  }

  /// A form, as token endpoints take it.
  package static func form(
    _ path: String, _ fields: [(name: String, value: String)], repeating: Repeating
  ) -> Self {
    var request = Self(.post, path, repeating: repeating)
    request.headers = [("content-type", "application/x-www-form-urlencoded")]
    request.body = Array(encoded(fields, mark: "").utf8)
    return request
  }

  package static func json(
    _ method: Method, _ path: String, _ body: JSONValue, repeating: Repeating
  ) -> Self {
    var request = Self(method, path, repeating: repeating)
    request.headers = [("content-type", "application/json; charset=UTF-8")]
    request.body = body.bytes
    return request
  }

  /// Everything but letters, digits and `-._~` as `%XX`, so that a `+` stays one.
  package static func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += byte < 16 ? "%0" : "%"
        encoded += String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }

  private static func encoded(_ fields: [(name: String, value: String)], mark: String) -> String {
    guard !fields.isEmpty else { return "" }
    let pairs = fields.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
    return mark + pairs.joined(separator: "&")
  }
}
