import CustomerSuccess
import ReplicaStore
import Terminal

extension SupportOrganizationRow {
  /// Whose it probably is, or is.
  var standingText: SafeText {
    if let accountName { return "given to \(SafeText(sanitizing: accountName, limit: 40))" }
    if claimants.count > 1 { return "carried by \(claimants.count) accounts" }
    if let suggestionName { return "probably \(SafeText(sanitizing: suggestionName, limit: 40))" }
    return "like no account here"
  }

  var badge: (text: SafeText, role: Role) {
    if isUnsent { return ("unsent", .warning) }
    guard waitingTickets > 0 else { return ("no tickets", .muted) }
    return (Words.count(waitingTickets, "ticket", "tickets"), .watch)
  }

  func details(_ keys: KeyNames) -> [DetailLine] {
    var lines = [DetailLine(text: SafeText(sanitizing: "\(name), \(id.rawValue)"), role: .title)]
    if !domains.isEmpty {
      lines.append(DetailLine(text: SafeText(sanitizing: domains.joined(separator: ", "))))
    }
    if claimants.count > 1 {
      let ids = SafeText(sanitizing: claimants.joined(separator: ", "))
      lines.append(DetailLine(text: "Its id stands at several accounts: \(ids)."))
    }
    if let reason {
      lines.append(DetailLine(text: "Proposed because \(SafeText(sanitizing: reason))."))
    }
    let tickets = Words.count(waitingTickets, "ticket waits", "tickets wait")
    lines.append(DetailLine(text: "\(tickets) until it is known whose they are."))
    lines.append(DetailLine(text: advice(keys), role: .muted))
    return lines
  }

  private func advice(_ keys: KeyNames) -> SafeText {
    guard account == nil else {
      return "\(keys["csOps.dismiss"]) takes it back; tickets move as Zendesk sends them again."
    }
    let choose: SafeText = "\(keys["csOps.choose"]) gives it to an account that you name"
    let accept: SafeText =
      suggestion == nil
      ? choose : "\(keys["csOps.accept"]) gives it to the account proposed, \(choose)"
    return "\(accept); or put its id at the account in Salesforce."
  }
}

extension DataGapRow {
  var details: [DetailLine] {
    let row = SafeText(sanitizing: rowName.map { "\(object) \($0)" } ?? object)
    let value = SafeText(sanitizing: upstreamValue, limit: 200)
    let name = SafeText(sanitizing: upstreamName)
    var lines = [
      DetailLine(text: "\(row): \(SafeText(sanitizing: field)) is empty here", role: .title),
      DetailLine(text: "Salesforce has \(value) in \(name)."),
    ]
    if let reason { lines.append(DetailLine(text: "Because \(SafeText(sanitizing: reason)).")) }
    lines.append(
      DetailLine(
        text: """
          Change it in Salesforce, or have the value added here; then have all of it fetched anew.
          """, role: .muted))
    return lines
  }
}

extension UnexplainedLicense {
  func details(_ now: Instant) -> [DetailLine] {
    let ping: SafeText = lastPing.map { "last ping \(Words.age($0, now: now))" } ?? "no ping"
    let subscriptions: SafeText =
      subscriptions == 0
      ? "The customer has no subscription here."
      : "None of its \(Words.count(subscriptions, "subscription", "subscriptions")) is named."
    return [
      DetailLine(text: SafeText(sanitizing: "\(accountName): \(name)"), role: .title),
      DetailLine(
        text: "\(Words.count(licenses, "license", "licenses")) in the usage data, \(ping)."),
      DetailLine(text: subscriptions),
      DetailLine(
        text: """
          Have the license linked to its subscription in the system that issues them; the next \
          usage data tells.
          """, role: .muted),
    ]
  }
}
