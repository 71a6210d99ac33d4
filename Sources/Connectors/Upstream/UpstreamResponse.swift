package import Foundation

/// An answer of an outside service, read to its end.
package struct UpstreamResponse: Sendable {
  package let host: UpstreamHost
  package let status: Int
  /// Names in lower case; a name may occur twice.
  package let headers: [(name: String, value: String)]
  package let body: [UInt8]

  package init(
    host: UpstreamHost, status: Int, headers: [(name: String, value: String)], body: [UInt8]
  ) {
    self.host = host
    self.status = status
    self.headers = headers.map { ($0.name.lowercased(), $0.value) }
    self.body = body
  }

  /// The first value of a header, whatever the case of its name.
  package subscript(header name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name == name }?.value
  }

  package var isSuccess: Bool { (200..<300).contains(status) }

  /// The service's clock when it answered: windows are made from it, never from our own.
  package var serverTime: Date? { self[header: "date"].flatMap(HTTPDate.parse) }

  /// - Throws: ``UpstreamError/unexpected(host:what:)`` when the body is no JSON.
  package func json() throws(UpstreamError) -> JSONValue {
    do {
      return try JSONValue(parsing: body)
    } catch {
      throw .unexpected(host: host.description, what: "the body is not JSON (\(error))")
    }
  }

  /// A page for people, as proxies and maintenance put in the place of an answer.
  package var isWebPage: Bool {
    let type = self[header: "content-type"]?.lowercased() ?? ""
    let first = body.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
    return first == UInt8(ascii: "<") && (type.isEmpty || type.contains("html"))
  }
}
