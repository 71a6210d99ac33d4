import CustomerSuccess
import ReplicaStore
import Terminal

extension CSOpsState {
  /// The sections with their counts, what the chosen one lists, and all of what is under the cursor.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    guard let page else {
      return canvas.within(canvas.bounds.inset(rows: 1, columns: 2)) {
        $0.paragraph(surroundings.waiting)
      }
    }
    drawSections(on: &canvas)
    let body = canvas.bounds.splitTop(1).rest
    guard !ids.isEmpty else {
      return canvas.within(body.inset(rows: 1, columns: 2)) {
        $0.paragraph(emptyReason(page, surroundings.keys))
      }
    }
    let parts = body.splitBottom(max(body.rows * 2 / 5, 3))
    let state = self
    canvas.within(parts.rest) { canvas in
      cursor.draw(
        lines, on: &canvas, glyphs: surroundings.glyphs, select: { .csOps(.select($0)) },
        row: { id, canvas in state.drawRow(id, on: &canvas, surroundings: surroundings) })
    }
    canvas.within(parts.bottom) {
      $0.details(detailTitle, details(surroundings), glyphs: surroundings.glyphs)
    }
  }

  private func drawSections(on canvas: inout Canvas) {
    var column = 1
    for section in sections {
      let isShown = section == self.section
      let count = count(of: section)
      let text: SafeText = count > 0 ? "\(section.title) \(count)" : section.title
      guard column + text.width < canvas.columns else { break }
      canvas.write(
        text, row: 0, column: column, role: isShown ? .title : count > 0 ? .text : .muted)
      if isShown { canvas.write("\u{2022}", row: 0, column: column - 1, role: .accent) }
      canvas.target(
        Rect(row: 0, column: column, rows: 1, columns: text.width), Command.csOps(.show(section)))
      column += text.width + 3
    }
    if !filter.isEmpty {
      canvas.trailing("filter: \(SafeText(sanitizing: filter, limit: 20))", role: .muted)
    }
  }

  /// Sources stand under the name of where they come from.
  private var lines: [ListLine<ItemID>] {
    guard section == .sources else { return ids.map { .item($0) } }
    var lines: [ListLine<ItemID>] = []
    var last: String?
    for id in ids {
      guard case .source(let name) = id, let row = page?.sources.first(where: { $0.id == name })
      else { continue }
      if row.source != last { lines.append(.heading(row.sourceTitle)) }
      last = row.source
      lines.append(.item(id))
    }
    return lines
  }

  private func drawRow(_ id: ItemID, on canvas: inout Canvas, surroundings: Surroundings) {
    switch id {
    case .account(let id):
      guard let row = page?.departures.first(where: { $0.id == id }) else { return }
      canvas.csOpsRow(row.name, row.standing, row.badge)
    case .organization(let id):
      guard let row = page?.organizations.first(where: { $0.id == id }) else { return }
      canvas.csOpsRow(row.name, row.standingText, row.badge)
    case .gap(let id):
      guard let row = page?.gaps.first(where: { $0.id == id }) else { return }
      let value = SafeText(sanitizing: row.upstreamValue, limit: 24)
      canvas.csOpsRow(row.accountName, SafeText(sanitizing: row.field, limit: 60), (value, .watch))
    case .license(let id):
      guard let row = page?.licenses.first(where: { $0.id == id }) else { return }
      let licenses = Words.count(row.licenses, "license", "licenses")
      let name = SafeText(sanitizing: row.name, limit: 60)
      canvas.csOpsRow(row.accountName, name, (licenses, .watch))
    case .source(let id):
      guard let row = page?.sources.first(where: { $0.id == id }) else { return }
      canvas.csOpsRow(row.id, row.standing(surroundings.now), row.badge(surroundings.now))
    }
  }

  private var detailTitle: SafeText {
    switch section {
    case .merge, .delete, .missing: "The account"
    case .organizations: "The organization"
    case .gaps: "The value"
    case .licenses: "The licenses"
    case .sources: "The source"
    }
  }

  private func details(_ surroundings: Surroundings) -> [DetailLine] {
    if let row = selectedAccount { return row.details(surroundings) }
    if let row = selectedOrganization { return row.details(surroundings.keys) }
    if let row = selectedGap { return row.details }
    if let row = selectedLicense { return row.details(surroundings.now) }
    return selectedSource?.details(surroundings.now) ?? []
  }

  /// Says why there is nothing to see, and what to do.
  private func emptyReason(_ page: CSOpsPage, _ keys: KeyNames) -> SafeText {
    if !filter.isEmpty { return "Nothing holds these words. \(keys["back"]) clears the filter." }
    switch section {
    case .merge:
      return """
        No account that is gone from Salesforce has anything of ours. \(keys["csOps.section"]) goes \
        to the next section.
        """
    case .delete: return "No account waits to be deleted."
    case .missing:
      return "Salesforce shows all of our accounts; the weekly sweep looks for those it does not."
    case .organizations:
      return """
        Every organization of Zendesk is one customer's. \(keys["csOps.dismissed"]) lists those \
        that were given to one here.
        """
    case .gaps: return "Nothing is empty here that Salesforce has a value for."
    case .licenses: return "Every instance with licenses has a subscription here."
    case .sources:
      return """
        No source has run yet. `tamd connector set` connects one, `tamd import` takes files; both \
        are listed here once they ran.
        """
    }
  }
}

extension CSOpsState.Section {
  fileprivate var title: SafeText {
    switch self {
    case .merge: "Merge"
    case .delete: "Delete"
    case .missing: "Missing"
    case .organizations: "Organizations"
    case .gaps: "Gaps"
    case .licenses: "Licenses"
    case .sources: "Sources"
    }
  }
}

extension Canvas {
  /// A name, what is to be known of it as far as it fits, and at the end what matters most.
  fileprivate mutating func csOpsRow(
    _ name: String, _ text: SafeText, _ badge: (text: SafeText, role: Role)
  ) {
    let width = min(max(columns * 2 / 5, 14), 30)
    write(SafeText(sanitizing: name, limit: width), row: 0)
    let room = columns - width - 1 - badge.text.width - 1
    if room > 8 { write(text.truncated(to: room), row: 0, column: width + 1, role: .muted) }
    trailing(badge.text, role: badge.role)
  }
}
