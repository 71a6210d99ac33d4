/// The ids of Salesforce records.
enum SalesforceID {
  /// With the three characters that make it safe where case is not told apart; nil for no id.
  ///
  /// Each block of five characters gives one: bit i is set where character i is A through Z.
  static func long(_ id: String) -> String? {
    let characters = Array(id.utf8)
    guard characters.allSatisfy(isPart) else { return nil }
    switch characters.count {
    case 18: return id
    case 15:
      let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)
      let suffix = stride(from: 0, to: 15, by: 5).map { start in
        let bits = (0..<5).reduce(0) { bits, place in
          isCapital(characters[start + place]) ? bits | 1 << place : bits
        }
        return alphabet[bits]
      }
      return id + String(decoding: suffix, as: UTF8.self)
    default: return nil
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    isCapital(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
