import CustomerSuccess
import ReplicaStore
import Terminal

extension OutboxState {
  /// How the sending goes, the edits under their headings, and all of the one under the cursor.
  mutating func draw(on canvas: inout Canvas, surroundings: Surroundings) {
    let sending = sending(surroundings)
    var row = 0
    for line in sending.text.wrapped(to: max(canvas.columns - 2, 1)).prefix(2) {
      canvas.write(line, row: row, column: 1, role: sending.role)
      row += 1
    }
    let body = canvas.bounds.splitTop(row).rest
    let lines = lines
    guard !lines.isEmpty else {
      canvas.within(body.inset(rows: 1, columns: 2)) { $0.paragraph(emptyReason(surroundings)) }
      return
    }
    let parts = body.splitBottom(max(body.rows * 2 / 5, 3))
    let state = self
    canvas.within(parts.rest) { canvas in
      cursor.draw(
        lines, on: &canvas, glyphs: surroundings.glyphs, select: { .outbox(.select($0)) },
        row: { id, canvas in
          if let item = state.refusedItem(id) {
            canvas.edit(
              item.summary, at: item.madeAt, state: ("refused", .risk), now: surroundings.now)
          } else if let item = state.waitingItem(id) {
            canvas.edit(item.summary, at: item.madeAt, state: item.state, now: surroundings.now)
          }
        })
    }
    canvas.within(parts.bottom) {
      $0.details("What is to be written", details, glyphs: surroundings.glyphs)
    }
  }

  private var lines: [ListLine<OutboxItem.ID>] {
    var lines: [ListLine<OutboxItem.ID>] = []
    func add(_ title: SafeText, _ ids: [OutboxItem.ID]) {
      guard !ids.isEmpty else { return }
      lines.append(.heading("\(title) (\(ids.count))"))
      lines += ids.map { .item($0) }
    }
    add("Needs attention", refused.map(\.id))
    add("Received, being confirmed", waiting.filter(\.isAcknowledged).map(\.id))
    add("To be sent, the oldest first", waiting.filter { !$0.isAcknowledged }.map(\.id))
    return lines
  }

  private var details: [DetailLine] {
    if let item = selectedRefused { return item.pageLines }
    guard let item = selectedWaiting else { return [] }
    var lines = [DetailLine(text: SafeText(sanitizing: item.summary), role: .title)]
    if item.stepSize > 1 {
      lines.append(
        DetailLine(text: "One of \(item.stepSize) made in one step.", role: .muted))
    }
    return lines + MutationText.details(of: item.mutation)
  }

  /// How many wait, and how the last try to send them went.
  private func sending(_ surroundings: Surroundings) -> (text: SafeText, role: Role) {
    guard page != nil else { return ("", .muted) }
    let separator: SafeText = " \(surroundings.glyphs.separator) "
    var parts: [SafeText] = []
    let unsent = waiting.filter { !$0.isAcknowledged }
    if let oldest = unsent.first {
      parts.append(
        "\(unsent.count) to be sent, the oldest \(Words.age(oldest.madeAt, now: surroundings.now))"
      )
    }
    if !cursor.marked.isEmpty { parts.append("\(cursor.marked.count) marked") }
    if !filter.isEmpty { parts.append("filter: \(SafeText(sanitizing: filter, limit: 30))") }
    guard let sync = surroundings.sync, let error = sync.lastError else {
      return (.joined(parts, separator: separator), .muted)
    }
    if sync.failedTries > 0 {
      parts.append("tried \(Words.count(sync.failedTries, "time", "times"))")
    }
    parts.append(SafeText(sanitizing: error, limit: 200))
    parts.append(next(sync, surroundings))
    return (.joined(parts, separator: separator), .warning)
  }

  private func next(_ sync: SyncStatus, _ surroundings: Surroundings) -> SafeText {
    let retry = surroundings.keys["outbox.retry"]
    guard let next = sync.nextAttempt else { return "\(retry) tries again" }
    let seconds = max(surroundings.now.seconds(until: next), 0)
    return seconds < 90
      ? "next try in \(seconds)s, \(retry) tries now"
      : "next try in \(seconds / 60)m, \(retry) tries now"
  }

  /// Says why there is nothing to see, and what to do.
  private func emptyReason(_ surroundings: Surroundings) -> SafeText {
    guard page != nil else { return surroundings.waiting }
    let keys = surroundings.keys
    if !filter.isEmpty { return "No edit holds these words. \(keys["back"]) clears the filter." }
    guard let sync = surroundings.sync, sync.service != nil else {
      return "Nothing waits. There is no service yet: `tam login` connects to one."
    }
    let synced = sync.lastCheckpoint.map {
      "The last sync was \(Words.age($0, now: surroundings.now))." as SafeText
    }
    return """
      Everything you edited is with the service. \(synced ?? "\(keys["sync.now"]) syncs.") \
      \(keys["undoList.open"]) lists what can be undone.
      """
  }
}

extension OutboxItem {
  /// What stands behind it; nothing for what just waits for its turn.
  fileprivate var state: (text: SafeText, role: Role)? {
    if isParked { return ("failed at the service", .risk) }
    if isAcknowledged { return ("received", .good) }
    return isUndoing ? ("undoing", .muted) : nil
  }
}
