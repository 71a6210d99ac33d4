import Support
import Testing

@testable import TamService

@Suite struct TokenSealTests {
  private let seal = TokenSeal(key: Array(0..<32))

  @Test func `what was sealed opens again, and is text that JSON holds as it is`() {
    for content in [[], [0], Array("page 3".utf8), [UInt8](repeating: 255, count: 500)] {
      let token = seal.seal(content)
      #expect(seal.open(token) == content)
      #expect(token.utf8.allSatisfy { $0 >= 0x2B && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    }
  }

  @Test func `a token with any change, or of another key, does not open`() {
    let token = seal.seal(Array("page 3".utf8))
    #expect(TokenSeal(key: [9]).open(token) == nil)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      var bytes = Array(token.utf8)
      let place = Int.random(in: bytes.indices, using: &generator)
      bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      let changed = String(decoding: bytes, as: UTF8.self)
      #expect(seal.open(changed) == nil, "\(changed), \(generator)")
    }
    for other in ["", "AAAA", "not base 64!", String(token.dropLast(8))] {
      #expect(seal.open(other) == nil)
    }
  }
}
