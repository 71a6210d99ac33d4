/// How many colors a terminal can show.
package enum ColorTier: String, CaseIterable, Comparable, Sendable {
  /// No color at all, by the terminal's nature or by `NO_COLOR`; attributes stay.
  case mono
  case sixteen
  case indexed256
  /// Any of 16 million, said outright.
  case direct

  private var rank: Int { ColorTier.allCases.firstIndex(of: self) ?? 0 }

  package static func < (left: ColorTier, right: ColorTier) -> Bool { left.rank < right.rank }
}
