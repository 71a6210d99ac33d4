import Terminal

/// The lines of a list as they were drawn last, so that a step of the cursor draws no line anew, and
/// none is drawn on the way back either.
struct DrawnLines<ID: Hashable & Sendable, Look: Equatable> {
  /// Everything that the lines depend on besides their ids.
  private var look: Look?
  private var lines: [ID: [Cell]] = [:]
  /// Those of the drawing under way.
  private var fresh: [ID: [Cell]] = [:]
  /// Lines that are kept, a few screens of them; from then on only those on screen are.
  private static var most: Int { 250 }

  /// Draws a list; what is drawn with another look than the last time is drawn anew.
  mutating func draw(_ look: Look, _ list: (inout DrawnLines) -> Void) {
    if self.look != look { lines = [:] }
    self.look = look
    list(&self)
    if lines.count > Self.most { lines = fresh }
    fresh = [:]
  }

  /// Draws one line, which fills a canvas of one row and has no click targets of its own.
  mutating func line(_ id: ID, on canvas: inout Canvas, draw: (inout Canvas) -> Void) {
    if let known = lines[id], canvas.put(known) {
      fresh[id] = known
      return
    }
    draw(&canvas)
    let cells = canvas.cells
    lines[id] = cells
    fresh[id] = cells
  }
}

extension DrawnLines: Equatable {
  /// What was drawn is no part of a screen's state.
  static func == (left: Self, right: Self) -> Bool { true }
}
