import CustomerSuccess
import ReplicaStore
import Terminal

/// What an entry is about beside the customer.
nonisolated enum ActivityLink: Hashable, Sendable {
  case cta(CTA.ID)
  case plan(SuccessPlan.ID)

  var ctaID: CTA.ID? { if case .cta(let id) = self { id } else { nil } }
  var planID: SuccessPlan.ID? { if case .plan(let id) = self { id } else { nil } }
}

/// A CTA or a success plan that an entry may be about.
nonisolated struct LinkOffer: Equatable, Sendable {
  let link: ActivityLink
  let name: String

  var title: SafeText {
    let kind: SafeText = link.ctaID == nil ? "Plan" : "CTA"
    return "\(kind)  \(SafeText(sanitizing: name, limit: 60))"
  }
}

/// The open CTAs of a customer by due date, then its success plans but the closed ones.
nonisolated struct LinkReading: Reading {
  let account: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [LinkOffer] {
    var filter = CTAFilter()
    filter.account = account
    let plans = try replica.plans(of: account).filter { $0[SuccessPlan.status] != .closed }
    return try replica.ctas(filter).map { LinkOffer(link: .cta($0.id), name: $0.name) }
      + plans.map { plan in
        LinkOffer(
          link: .plan(SuccessPlan.ID(plan.id)), name: plan[SuccessPlan.name] ?? plan.id)
      }
  }
}

extension LogActivityState {
  /// What Enter may take, nil for nothing at all; empty once something is chosen.
  var linkChoices: [LinkOffer?] {
    guard focus == .link, link == nil else { return [] }
    let words = linkText.text.lowercased().split(separator: " ")
    let fitting = links.filter { offer in
      words.allSatisfy { offer.name.lowercased().contains($0) }
    }
    let none: [LinkOffer?] = words.isEmpty && !fitting.isEmpty ? [nil] : []
    return none + fitting.prefix(Self.choiceLimit).map(Optional.some)
  }

  /// Typing looks for one; Enter takes the one marked, or goes on.
  mutating func typeLink(_ event: InputEvent) {
    guard event != .key(KeyPress(.enter)) else {
      let choices = linkChoices
      if choices.indices.contains(choice), let offer = choices[choice] { take(offer) }
      if link != nil || linkText.isEmpty { move(by: 1) }
      return
    }
    guard linkText.handle(event) else { return }
    link = nil
    choice = 0
  }

  private mutating func take(_ offer: LinkOffer) {
    link = offer.link
    linkText = TextField(offer.name)
    choice = 0
  }

  /// What the entry was about, as the field says it.
  mutating func showLink(of row: ActivityRow) {
    link = row.cta.map(ActivityLink.cta) ?? row.plan.map(ActivityLink.plan)
    guard link != nil else { return }
    let name = row.cta == nil ? row.planName : row.ctaName
    linkText = TextField(name ?? row.cta?.rawValue ?? row.plan?.rawValue ?? "")
  }
}
