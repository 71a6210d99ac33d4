/// Random numbers that follow from the seed and from what they are for (SplitMix64).
///
/// Every thing of the company has a generator of its own, so that one more draw for an account
/// changes nothing about its neighbors.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64, _ purpose: String, _ index: Int = 0) {
    var mixed: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
    for byte in purpose.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    state = mixed ^ (UInt64(index) &* 0xD134_2543_DE82_EF95)
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 up to and without `count`; 0 when there is nothing to choose from.
  mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(count, 1))).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// 0 up to and without 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// The list must not be empty.
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// Most often near the middle: the mean of three draws.
  mutating func around(_ middle: Double, _ spread: Double) -> Double {
    middle + (unit() + unit() + unit() - 1.5) / 1.5 * spread
  }

  /// An index, by weights.
  mutating func weighted(_ weights: [Double]) -> Int {
    var rest = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}
