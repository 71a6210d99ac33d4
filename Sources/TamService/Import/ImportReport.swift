import CustomerSuccess

/// What an import did, object by object, for people and for scripts.
package struct ImportReport: Codable, Equatable, Sendable {
  package var objects: [ObjectReport] = []

  package init() {}

  /// Whether rows were refused, which makes the import one that was done in part.
  package var hasRejections: Bool { objects.contains { $0.rejected > 0 } }

  /// Whether the store is as it was before.
  package var changedNothing: Bool { objects.allSatisfy { $0.inserted + $0.updated == 0 } }

  /// The report of a file, or of an object, by either name.
  package func object(_ name: String) -> ObjectReport? {
    objects.first { $0.object == name || $0.file == name }
  }
}

/// What became of the rows of one file.
package struct ObjectReport: Codable, Equatable, Sendable {
  /// Snake case, as in the name of the file with its rejected rows.
  package let object: String
  /// The file's name without its directory.
  package let file: String
  package var read = 0
  package var inserted = 0
  package var updated = 0
  package var unchanged = 0
  package var rejected = 0
  /// Rows that are well formed but not for us; a note says why.
  package var skipped = 0
  /// Where the rejected rows are; nil when there are none.
  package var rejectedFile: String?
  /// What a person should know, one sentence each.
  package var notes: [String] = []
  /// When a row of the file was changed last at its source; nil when no row says.
  var newest: Instant?

  package init(object: String, file: String) {
    self.object = object
    self.file = file
  }

  private enum CodingKeys: String, CodingKey {
    case object, file, read, inserted, updated, unchanged, rejected, skipped
    case rejectedFile = "rejected_file"
    case notes
  }

  /// Notes when a row was changed at its source.
  mutating func note(stamp: Instant?) {
    guard let stamp else { return }
    newest = max(newest ?? stamp, stamp)
  }

  mutating func count(_ outcome: SaveOutcome) {
    switch outcome {
    case .inserted: inserted += 1
    case .updated: updated += 1
    case .unchanged: unchanged += 1
    }
  }
}

extension [String] {
  /// As a list in a note: names beyond these are not read by anybody.
  func shortened(to limit: Int = 20) -> String {
    let rest = count - limit
    return prefix(limit).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
  }
}

extension ImportReport: CustomStringConvertible {
  /// A table of the counts, with the notes below it.
  package var description: String {
    let heads = ["", "read", "inserted", "updated", "unchanged", "skipped", "rejected"]
    let rows = objects.map { object in
      [object.file]
        + [
          object.read, object.inserted, object.updated, object.unchanged, object.skipped,
          object.rejected,
        ].map(String.init)
    }
    let widths = heads.indices.map { column in
      ([heads] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([heads] + rows).map { row in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }.joined(separator: "  ")
    }
    return (lines + noteLines).joined(separator: "\n")
  }

  private var noteLines: [String] {
    objects.flatMap { object in
      let place = object.rejectedFile.map { ["\(object.rejected) rejected rows are in \($0)"] }
      return (object.notes + (place ?? [])).map { "\(object.file): \($0)" }
    }
  }
}
