import CustomerSuccess
import ReplicaStore
import Terminal

extension DepartureRow {
  /// Where Salesforce says it went.
  var standing: SafeText {
    guard let winner else { return Words.plain(departure) }
    let name = SafeText(sanitizing: winnerName ?? winner.rawValue, limit: 40)
    switch departure {
    case .merged: return "into \(name)"
    case .mergedThenDeleted: return "into \(name), deleted since"
    case .mergedUnclear: return "into \(name), which leads in a circle or out of sight"
    case .deleted, .missing: return Words.plain(departure)
    }
  }

  var badge: (text: SafeText, role: Role) {
    if isUnsent { return ("unsent", .warning) }
    if isDismissed { return ("left alone", .muted) }
    if dependencies.isEmpty { return ("nothing of ours", .good) }
    let rows = dependencies.rows.reduce(0) { $0 + $1.rows }
    return (tamName == nil ? "\(rows) of ours" : "TAM, \(rows) of ours", .watch)
  }

  func details(_ surroundings: Surroundings) -> [DetailLine] {
    let keys = surroundings.keys
    let ago: SafeText = since.map { ", noticed \(Words.age($0, now: surroundings.now))" } ?? ""
    var lines = [
      DetailLine(
        text: "\(SafeText(sanitizing: name)): \(Words.plain(departure)) in Salesforce\(ago)",
        role: .title)
    ]
    if departure.isMerge { lines.append(DetailLine(text: "Merged \(standing).")) }
    lines.append(
      DetailLine(
        text: dependencies.isEmpty
          ? "Nothing of ours hangs on it."
          : "On it hang \(SafeText(sanitizing: dependencies.words(tamName: tamName)))."))
    if !belongings.isEmpty {
      let all = belongings.map { SafeText(sanitizing: $0.table.counted($0.rows)) }
      lines.append(
        DetailLine(text: "In all \(SafeText.joined(all, separator: ", ")).", role: .muted))
    }
    lines.append(DetailLine(text: advice(keys), role: .muted))
    return lines
  }

  private func advice(_ keys: KeyNames) -> SafeText {
    let (merge, into, remove) = (keys["csOps.accept"], keys["csOps.choose"], keys["csOps.remove"])
    switch queue {
    case .missing:
      return """
        It was purged, or hidden from our user: look in Salesforce first. \(keys["csOps.dismiss"]) \
        leaves it alone.
        """
    case .delete: return "\(remove) deletes it for ever, which administrators may."
    case .merge:
      return departure == .merged
        ? "\(merge) moves everything to the account that was kept, \(into) to another."
        : "\(into) moves everything to the account that you name."
    }
  }
}
