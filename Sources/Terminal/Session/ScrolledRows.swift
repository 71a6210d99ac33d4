/// Rows of a screen that show what stood above or below them before, as those of a list that scrolls.
struct ScrolledRows {
  /// With those from which something moved away.
  let rows: Range<Int>
  /// How far they moved up; negative for down.
  let step: Int

  /// A list moves by a line with a key, and by a few with the wheel.
  private static let steps = [1, -1, 2, -2, 3, -3]
  /// Fewer are as quickly painted.
  private static let fewest = 4

  /// Nil unless most of what changed from one screen to the other is that rows moved.
  init?(from old: CellBuffer?, to new: CellBuffer) {
    guard let old, old.size == new.size else { return nil }
    let all = 0..<new.size.rows
    let changed = all.filter { old.row($0) != new.row($0) }
    guard changed.count > Self.fewest else { return nil }
    for step in Self.steps {
      let moved = changed.filter { all.contains($0 + step) && old.row($0 + step) == new.row($0) }
      guard var first = moved.first, var last = moved.last, moved.count >= Self.fewest,
        moved.count * 2 > changed.count
      else { continue }
      // At the ends stands what moved and changed a little, such as where the scroll bar begins.
      func hasMoved(_ row: Int) -> Bool {
        guard all.contains(row), all.contains(row + step) else { return false }
        let stayed = zip(old.row(row), new.row(row)).count { $0 != $1 }
        return zip(old.row(row + step), new.row(row)).count { $0 != $1 } < stayed
      }
      while hasMoved(first - 1) { first -= 1 }
      while hasMoved(last + 1) { last += 1 }
      rows = min(first, first + step)..<(max(last, last + step) + 1)
      self.step = step
      return
    }
    return nil
  }
}
