import SyncClient
import Testing

@Suite struct ServiceAddressTests {
  @Test(arguments: [
    ("https://tam.example.com", "https://tam.example.com"),
    ("https://tam.example.com:8443/", "https://tam.example.com:8443"),
    ("https://tam.example.com/team//", "https://tam.example.com/team"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://localhost/", "http://localhost"),
    ("http://127.4.5.6", "http://127.4.5.6"), ("http://[::1]:9", "http://[::1]:9"),
  ])
  func `an encrypted address, or this machine, is taken`(text: String, address: String) throws {
    #expect(try ServiceAddress(text).description == address)
  }

  @Test(arguments: [
    "http://tam.example.com", "http://10.0.0.1", "http://127.0.0.1.evil.com", "http://127.evil",
    "http://localhost.evil.com",
  ])
  func `a token is not sent unencrypted over a network`(text: String) {
    #expect(throws: ConnectionError.plaintext(address: text)) { try ServiceAddress(text) }
  }

  @Test(arguments: [
    "", "tam.example.com", "ftp://tam.example.com", "https://", "https://user:pass@tam.example.com",
    "https://tam.example.com?x=1", "https://tam.example.com#x", "file:///etc/passwd",
  ])
  func `anything else is not an address`(text: String) {
    #expect(throws: ConnectionError.notAnAddress(text)) { try ServiceAddress(text) }
  }
}
