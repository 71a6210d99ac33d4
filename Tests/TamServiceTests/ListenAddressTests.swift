import Testing

@testable import TamService

@Suite struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1", 8_080, true),
    ("localhost:0", "localhost", 0, true),
    ("127.9.9.9:1", "127.9.9.9", 1, true),
    ("[::1]:80", "::1", 80, true),
    ("0.0.0.0:80", "0.0.0.0", 80, false),
    ("[::]:80", "::", 80, false),
    ("127.0.0.1.example.com:80", "127.0.0.1.example.com", 80, false),
    ("tam.example.com:65535", "tam.example.com", 65_535, false),
  ])
  func `an address says whether others can reach it`(
    text: String, host: String, port: Int, isLoopback: Bool
  ) throws {
    let address = try ListenAddress(text)
    #expect(address == ListenAddress(host: host, port: port))
    #expect(address.isLoopback == isLoopback)
  }

  @Test(arguments: [
    "", "8080", ":8080", "localhost", "localhost:http", "localhost:65536", "[::1:80",
  ])
  func `anything else is refused with an example`(text: String) {
    let error = #expect(throws: ListenAddress.Malformed.self) { try ListenAddress(text) }
    #expect(error?.description.contains("127.0.0.1:8080") == true)
  }

  @Test func `a URL has brackets around numbers with colons`() {
    #expect(ListenAddress(host: "::1", port: 0).url(port: 7) == "http://[::1]:7")
    #expect(ListenAddress(host: "localhost", port: 0).url(port: 7) == "http://localhost:7")
  }
}
