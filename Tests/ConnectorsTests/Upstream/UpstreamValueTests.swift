import Foundation
import Support
import Testing

@testable import Connectors

@Suite struct UpstreamHostTests {
  @Test(arguments: [
    ("https://Acme.example.com/", "https://acme.example.com"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://localhost", "http://localhost"),
  ])
  func `a host is taken`(text: String, host: String) throws {
    #expect(try UpstreamHost(text).description == host)
  }

  @Test(arguments: [
    "", "acme.example.com", "ftp://acme.example.com",
    "https://acme.example.com/path", "https://acme.example.com?a=b",
  ])
  func `anything else is none`(text: String) {
    #expect(throws: UpstreamError.notAHost(text)) { try UpstreamHost(text) }
  }

  @Test func `who stands before the host is not shown`() {
    #expect(throws: UpstreamError.notAHost("https://…@acme.example.com")) {
      try UpstreamHost("https://me:hunter2@acme.example.com")
    }
  }

  @Test func `without encryption only on this machine`() {
    #expect(throws: UpstreamError.plaintext("http://acme.example.com")) {
      try UpstreamHost("http://acme.example.com")
    }
  }

  @Test func `a domain holds itself and what is below it`() throws {
    let host = try UpstreamHost("https://acme.my.example.com")
    #expect(host.isWithin(domain: "My.example.com"))
    #expect(host.isWithin(domain: "acme.my.example.com"))
    #expect(!host.isWithin(domain: "y.example.com"))
    #expect(!host.isWithin(domain: "example.org"))
  }

  // edge 38
  @Test(arguments: [
    ("https://evil.example/api/next?a=%2B1&b=", "/api/next?a=%2B1&b="),
    ("/services/data/v60.0/query/01g-2000", "/services/data/v60.0/query/01g-2000"),
    ("//evil.example/next", "/next"),
  ])
  func `of a link only path and query are followed`(link: String, path: String) throws {
    #expect(try UpstreamHost.path(ofLink: link) == path)
  }

  @Test(arguments: ["", "next", "https://evil.example", "/a b", "/a\r\nHost: evil"])
  func `what is no link is an error`(link: String) {
    #expect(throws: UpstreamError.notALink(link)) { try UpstreamHost.path(ofLink: link) }
  }
}

@Suite struct CredentialSourceTests {
  @Test func `a secret does not show`() {
    let secret = Secret("hunter2")
    var shown = ""
    dumped(secret, to: &shown)
    #expect(!"\(secret) \(String(reflecting: [secret])) \(shown)".contains("hunter2"))
    #expect(secret.reveal() == "hunter2")
  }

  private func dumped(_ secret: Secret, to text: inout String) {
    text += "\(Mirror(reflecting: secret).children.map { "\($0)" })"
  }

  @Test func `it comes from the environment or from a file, without the last line break`() throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/key"
    try "line 1\nline 2\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(
      try CredentialSource("file:\(path)").read(environment: [:]).reveal() == "line 1\nline 2")
    #expect(try CredentialSource("env:KEY").read(environment: ["KEY": "k"]).reveal() == "k")
  }

  @Test func `what lacks is named by its place`() throws {
    #expect(throws: CredentialError.notASource) { try CredentialSource("hunter2") }
    #expect(throws: CredentialError.missing("env:KEY")) {
      try CredentialSource("env:KEY").read(environment: [:])
    }
    #expect(throws: CredentialError.empty("env:KEY")) {
      try CredentialSource("env:KEY").read(environment: ["KEY": " \n"])
    }
    #expect(throws: CredentialError.missing("file:/nowhere")) {
      try CredentialSource("file:/nowhere").read(environment: [:])
    }
  }
}

@Suite struct JSONValueTests {
  // edge 40
  @Test func `null, empty, missing and the text null are four things`() throws {
    let value = try JSONValue(parsing: Array(#"{"a":null,"b":"","c":"null"}"#.utf8))
    #expect(value["a"] == .null)
    #expect(value["b"] == "")
    #expect(value["c"] == "null")
    #expect(value["d"] == nil)
  }

  @Test(arguments: [
    #"{"a":[1,-2.50,9.5E8,1234567890123456.78,{}],"b":"\"\\é\n"}"#, "[]", "null", "-0", "\"\"",
    #"[[["x"]],{"y":{"z":false}}]"#,
  ])
  func `what is read is written as it was`(text: String) throws {
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(try JSONValue(parsing: value.bytes) == value)
    #expect(String(decoding: value.bytes, as: UTF8.self) == text)
  }

  @Test func `escapes stand for characters`() throws {
    let text = #""\u0041\ud83d\ude00\ud800x\/\t""#
    #expect(try JSONValue(parsing: Array(text.utf8)) == "A😀\u{fffd}x/\t")
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "01", "1.", "tru", "\"a", "\"\\x\"", "[1] 2", "\"\\u12\"", "nan",
    "\"a\nb\"", "{a:1}", "+1",
  ])
  func `what is no JSON is refused`(text: String) {
    #expect(throws: JSONFault.self) { try JSONValue(parsing: Array(text.utf8)) }
  }

  @Test func `endless nesting is refused`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONFault.self) { try JSONValue(parsing: Array(text.utf8)) }
  }

  @Test func `whole numbers lose nothing`() throws {
    #expect(JSONValue.number("9007199254740993").integer == 9_007_199_254_740_993)
    #expect(JSONValue.number("3.0").integer == 3)
    #expect(JSONValue.number("3.5").integer == nil)
  }
}
