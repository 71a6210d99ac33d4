import CustomerSuccess
import Terminal

extension Customer360State {
  /// The 360 at a section, with the cursor on one of its items when there is one.
  ///
  /// - Parameter isOpen: Whether all of the item is shown.
  init(id: Account.ID, section: String, item: String? = nil, isOpen: Bool = false) {
    self.init(id: id)
    self.section = section
    guard let item else { return }
    let line = LineID(section: section, item: item, part: 0)
    pane.cursors[section, default: ListCursor()].selected = line
    if isOpen { pane.opened.insert(line) }
  }
}
