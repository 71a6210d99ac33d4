import CustomerSuccess
import ReplicaStore
import Terminal

/// Something under the cursor that can be taken to another program.
struct Clipping: Equatable {
  let label: SafeText
  /// As it is pasted: one line without anything that a shell or an editor would obey.
  let text: SafeText

  /// More than any clipboard of a terminal takes, so that nothing is copied in part.
  private static let limit = 100_000

  /// - Parameter text: As it is stored.
  init(_ label: SafeText, _ text: String) {
    self.label = label
    self.text = SafeText(sanitizing: text, limit: Self.limit)
  }
}

extension CustomerName {
  var clippings: [Clipping] {
    [Clipping("Customer", name), Clipping("Salesforce id", id.rawValue)]
  }
}

extension CockpitRow {
  var clippings: [Clipping] { [Clipping("CTA", cta.name), Clipping("CTA id", id.rawValue)] }
}

extension SectionLine.Source {
  /// What a person would look for elsewhere.
  private static let names: Set<String> = ["name", "subject", "hostname", "email"]

  /// The value, or all of the row's that say who or what it is.
  func clippings(userNames: [User.ID: String]) -> [Clipping] {
    let columns = column.map { [$0] } ?? row.table.columns.filter { Self.names.contains($0.name) }
    let values = columns.filter { row[column: $0.name] != .null }.map { column in
      let text = AttributeText.shown(column, of: row, userNames: userNames)
      return Clipping(SafeText(sanitizing: column.label), text.text)
    }
    guard row.table != Account.table else { return values }
    return values + [Clipping("\(SafeText(sanitizing: row.table.label)) id", row.id)]
  }
}

extension AppState {
  /// Copies what there is; of several things the person chooses.
  mutating func copy() -> [AppEffect] {
    let clippings = top.clippings(surroundings).filter { !$0.text.isEmpty }
    guard clippings.count > 1 else {
      return clippings.first.map(Self.copying) ?? [.say("There is nothing to copy here.")]
    }
    let width = clippings.map(\.label.width).max() ?? 0
    let items = clippings.map { clipping in
      Menu.Item(
        title: "\(clipping.label.fitted(to: width))  \(clipping.text.truncated(to: 60))",
        effects: Self.copying(clipping))
    }
    return [.show(.menu(Menu(title: "Copy", items: items)))]
  }

  private static func copying(_ clipping: Clipping) -> [AppEffect] {
    guard Clipboard.fits(clipping.text) else {
      return [.warn("\(clipping.label) is too long for the clipboard of a terminal.")]
    }
    return [
      .copy(clipping.text), .say("Copied to the terminal's clipboard: \(clipping.text)"),
    ]
  }
}
