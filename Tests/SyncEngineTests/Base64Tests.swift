import Foundation
import Support
import Testing

@testable import SyncEngine

@Suite struct Base64Tests {
  @Test func `bytes of every length are written as others write them, and come back`() {
    var generator = SeededGenerator(seed: 64)
    for length in 0..<80 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var text = Array("before".utf8)

      bytes.withUnsafeBytes { Base64.append($0, to: &text) }

      let expected = "before" + Data(bytes).base64EncodedString()
      #expect(String(decoding: text, as: UTF8.self) == expected)
      var back = Array("before".utf8)
      #expect(Base64.decode(text[6...], to: &back), "\(length) bytes")
      #expect(back == Array("before".utf8) + bytes, "\(length) bytes")
    }
  }

  @Test(arguments: [
    "Q", "QQ", "QQ=", "QUI", "====", "Q===", "QR==", "QUJ=", "Q=Q=", "QQ=A", "QUJD====", "QU-D",
    "QUJD\u{0}\u{0}\u{0}\u{0}", "QÜJ",
  ])
  func `what is not base 64 to the letter is refused`(text: String) {
    var bytes: [UInt8] = []
    #expect(!Base64.decode(Array(text.utf8)[...], to: &bytes))
  }
}
