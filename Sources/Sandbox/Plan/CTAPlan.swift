import CustomerSuccess

/// One CTA of a make-believe customer.
struct CTAPlan: Sendable {
  let id: String
  let playbook: PlaybookPlan
  let name: String
  let status: CTAStatus
  let start: Day
  let due: Day
  let closed: Day?
  let snoozedUntil: Day?
  /// Whether the CTA belongs to the customer's success plan.
  let isInPlan: Bool

  private static let overdueYears = 5

  static func ctas(of account: AccountPlan, in company: CompanyPlan) -> [CTAPlan] {
    var random = company.random("ctas", account)
    let first = company.ctaStarts[account.index]
    return (0..<company.ctaCounts[account.index]).map { place in
      make(place, number: first + place + 1, account, company.today, &random)
    }
  }

  private static func make(
    _ place: Int, number: Int, _ account: AccountPlan, _ today: Day, _ random: inout Random
  ) -> CTAPlan {
    let playbook = playbook(place, account, &random)
    let isOverdue = account.shape == .overdueCTA && place == 1
    let (start, due) = dates(place, account, playbook, today, isOverdue: isOverdue, &random)
    let isOpen = isOverdue || isOpen(start, due, playbook, account, today, &random)
    let status: CTAStatus =
      isOpen ? (random.chance(0.4) ? .workInProgress : .new) : closing(playbook.type, &random)
    let snooze = isOpen && !isOverdue && random.chance(0.05)
    return CTAPlan(
      id: RecordID.make("a0C", number), playbook: playbook, name: name(playbook, account),
      status: status, start: start, due: due,
      closed: isOpen ? nil : min(today, due.adding(days: random.within(-10...25))),
      snoozedUntil: snooze ? today.adding(days: random.within(1...30)) : nil,
      isInPlan: playbook.type == .objective)
  }

  private static func playbook(
    _ place: Int, _ account: AccountPlan, _ random: inout Random
  ) -> PlaybookPlan {
    if place == 0 { return .onboarding }
    if SuccessPlanPlan.exists(account), (2...4).contains(place) {
      return PlaybookPlan.objectives[(place + account.index) % PlaybookPlan.objectives.count]
    }
    if place == 1 { return .renewal }
    return random.chance(0.45 * (1 - account.mood))
      ? random.pick(PlaybookPlan.risks) : random.pick(PlaybookPlan.ordinary)
  }

  private static func dates(
    _ place: Int, _ account: AccountPlan, _ playbook: PlaybookPlan, _ today: Day, isOverdue: Bool,
    _ random: inout Random
  ) -> (start: Day, due: Day) {
    if isOverdue {
      let due = today.adding(months: -12 * overdueYears)
      return (due.adding(days: -30), due)
    }
    if place == 0 { return (account.since, account.since.adding(days: 45)) }
    if place == 1, let renewal = account.renewal {
      return (renewal.adding(months: -4), renewal.adding(months: -3))
    }
    let age = max(1, account.since.days(until: today))
    let start = today.adding(days: -random.below(min(age, 700)))
    return (start, start.adding(days: random.within(7...60)))
  }

  /// What was due long ago is mostly done; what is due soon is mostly open.
  private static func isOpen(
    _ start: Day, _ due: Day, _ playbook: PlaybookPlan, _ account: AccountPlan, _ today: Day,
    _ random: inout Random
  ) -> Bool {
    if account.isChurned { return false }
    switch due.days(until: today) {
    case ...0: return random.chance(0.9)
    case ...30: return random.chance(0.35)
    case ...120: return random.chance(0.08)
    default: return random.chance(0.01)
    }
  }

  private static func closing(_ type: CTAType, _ random: inout Random) -> CTAStatus {
    random.chance(0.7) ? .closedSuccess : random.pick(CTAStatus.closing(type))
  }

  private static func name(_ playbook: PlaybookPlan, _ account: AccountPlan) -> String {
    switch playbook.type {
    case .renewal: "Renewal of \(account.seats) seats"
    case .objective, .risk, .lifecycle, .activity, .expansion, .digitalJourney: playbook.name
    }
  }
}

/// The success plan of a make-believe customer.
enum SuccessPlanPlan {
  /// Managed customers that stay; most of them.
  static func exists(_ account: AccountPlan) -> Bool {
    guard account.tam != nil, let priority = account.prioritization else { return false }
    return (priority == .first || priority == .second) && account.index % 5 != 4
  }

  static func id(_ account: AccountPlan) -> String { RecordID.make("a0P", account.index + 1) }
}
