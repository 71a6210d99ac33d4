package import CustomerSuccess

/// Whether a call to action is there already (features A6): of the same customer, type, reason and
/// name, or of the same playbook, whoever opened it.
package struct LookAlike: Sendable {
  private let type: CTAType
  private let reason: String
  private let name: String
  private let playbook: String?
  private let again: OpenCTAAction.Again

  /// - Parameters:
  ///   - name: With the columns of the row filled in.
  ///   - playbook: Likewise.
  package init(_ action: OpenCTAAction, name: String, playbook: String?) {
    type = action.type
    reason = action.reason
    self.name = name
    self.playbook = playbook
    again = action.again
  }

  /// What stands against another one; nil when nothing does.
  ///
  /// One that is open counts, asleep or not; one that was closed counts for as long as the action
  /// says.
  ///
  /// - Parameter ctas: All CTAs of the customer, in any order.
  package func obstacle(among ctas: [Row], today: Day) -> Row? {
    ctas.filter { $0[CTA.type] != .objective && isLike($0) && counts($0, today) }
      .min { $0.id < $1.id }
  }

  private func isLike(_ cta: Row) -> Bool {
    if let playbook, cta[CTA.playbook] == playbook { return true }
    return cta[CTA.type] == type && cta[CTA.reason] == reason && cta[CTA.name] == name
  }

  private func counts(_ cta: Row, _ today: Day) -> Bool {
    guard cta[CTA.status]?.isOpen == false else { return true }
    switch again {
    case .atOnce: return false
    case .never: return true
    case .days(let days):
      guard let end = cta[CTA.closedDate] ?? cta[CTA.startDate] else { return false }
      return end.days(until: today) < days
    }
  }
}
