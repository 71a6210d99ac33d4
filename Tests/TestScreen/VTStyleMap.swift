/// Styles drawn as text: one letter per cell, `.` for plain, with a legend.
package struct VTStyleMap: Equatable, Sendable {
  /// Every row from the top, without the plain cells at its end.
  package let lines: [String]
  /// What each letter stands for; letters are given in reading order.
  package let legend: [Character: VTStyle]

  init(_ rows: [[VTStyle]]) {
    var letters: [VTStyle: Character] = [.plain: "."]
    var unused = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[...]
    lines = rows.map { row in
      var line = ""
      for style in row {
        let letter = letters[style] ?? unused.popFirst() ?? "*"
        letters[style] = letter
        line.append(letter)
      }
      while line.last == "." { line.removeLast() }
      return line
    }
    legend = Dictionary(letters.map { ($1, $0) }) { first, _ in first }
  }
}

extension VTStyleMap: CustomStringConvertible {
  package var description: String {
    let meanings = legend.sorted { $0.key < $1.key }.map { "\($0) \($1)" }
    return (lines + meanings).joined(separator: "\n")
  }
}
