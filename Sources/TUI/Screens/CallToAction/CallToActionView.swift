import ReplicaStore
import Terminal

extension CallToActionState {
  /// Fields, tasks and comments in one list.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    guard let page else {
      let reason: SafeText =
        isMissing
        ? """
        This CTA was deleted, or its customer left your book. \(surroundings.keys["back"]) goes \
        back.
        """
        : surroundings.waiting
      return canvas.within(canvas.bounds.inset(rows: 1, columns: 2)) { $0.paragraph(reason) }
    }
    let select = { (line: CTAPageLine) -> Command? in .callToAction(.select(line)) }
    page.draw(&cursor, select: select, on: &canvas, surroundings: surroundings)
  }
}
