/// The signs that lines, bars and markers are made of, each one cell wide.
package struct GlyphSet: Equatable, Sendable {
  package var ellipsis: SafeText
  package var horizontal: SafeText
  package var vertical: SafeText
  package var topLeft: SafeText
  package var topRight: SafeText
  package var bottomLeft: SafeText
  package var bottomRight: SafeText
  package var ascending: SafeText
  package var descending: SafeText
  package var cursor: SafeText
  package var marked: SafeText
  package var bullet: SafeText
  package var separator: SafeText
  package var good: SafeText
  package var watch: SafeText
  package var risk: SafeText
  package var unknown: SafeText
  package var followed: SafeText
  package var scrollThumb: SafeText
  /// Empty, then rising to a full cell.
  package var levels: [SafeText]
  /// Empty, then filling a cell from the left.
  package var fills: [SafeText]

  /// For any terminal of this century.
  package static let unicode = GlyphSet(
    ellipsis: "…", horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└",
    bottomRight: "┘", ascending: "↑", descending: "↓", cursor: "▸", marked: "✓", bullet: "•",
    separator: "·", good: "●", watch: "◐", risk: "▲", unknown: "○", followed: "★", scrollThumb: "█",
    levels: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    fills: [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"])

  /// For the C locale and fonts without line drawing.
  package static let ascii = GlyphSet(
    ellipsis: "~", horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+",
    bottomRight: "+", ascending: "^", descending: "v", cursor: ">", marked: "*", bullet: "*",
    separator: "|", good: "+", watch: "~", risk: "!", unknown: "?", followed: "@", scrollThumb: "#",
    levels: [" ", "_", ".", "-", "=", "#"], fills: [" ", "-", "="])
}
