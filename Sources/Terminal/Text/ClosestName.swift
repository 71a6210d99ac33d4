/// Finds what somebody meant who mistyped a name.
package enum ClosestName {
  /// The name that takes the fewest slips to get to; nil when none is near.
  ///
  /// Near is up to a third of the letters, and at least one.
  package static func to(_ text: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(text.lowercased().unicodeScalars)
    let limit = max(1, wanted.count / 3)
    var best: (name: String, slips: Int)?
    for name in names {
      let letters = Array(name.lowercased().unicodeScalars)
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let slips = slips(from: wanted, to: letters)
      if slips <= limit, slips < best?.slips ?? .max { best = (name, slips) }
    }
    return best?.name
  }

  /// Letters to add, drop, change or swap with their neighbor (Damerau–Levenshtein distance).
  private static func slips(from one: [Unicode.Scalar], to other: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var last = Array(0...other.count)
    for row in one.indices {
      var current = [row + 1]
      for column in other.indices {
        let change = last[column] + (one[row] == other[column] ? 0 : 1)
        var least = min(change, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
          least = min(least, before[column - 1] + 1)
        }
        current.append(least)
      }
      (before, last) = (last, current)
    }
    return last[other.count]
  }
}
