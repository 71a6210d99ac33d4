import CustomerSuccess

/// One installation or namespace of a make-believe customer, and how its usage goes.
struct SeriesPlan: Sendable {
  let subscription: SubscriptionPlan
  /// Nil for a subscription that sends no pings.
  let instance: Place?
  let label: InstanceType?
  /// Billable users as a share of the licenses, at the newest month.
  let share: Double
  /// What the share gains or loses a month.
  let growth: Double
  let startsMonthsAgo: Int
  let isPatchy: Bool

  enum Place: Sendable {
    case server(uuid: String, hostname: String)
    case namespace(id: Int, name: String)
  }

  static func series(of account: AccountPlan, in company: CompanyPlan) -> [SeriesPlan] {
    var random = company.random("series", account)
    let subscriptions = SubscriptionPlan.subscriptions(of: account, today: company.today)
    guard let current = subscriptions.first else { return [] }
    guard account.instances > 0 else {
      return account.isChurned ? [] : [silent(account, current, company)]
    }
    return (0..<account.instances).map { place in
      make(place, account, current, company, &random)
    }
  }

  private static func silent(
    _ account: AccountPlan, _ subscription: SubscriptionPlan, _ company: CompanyPlan
  ) -> SeriesPlan {
    SeriesPlan(
      subscription: subscription, instance: nil, label: nil, share: 0, growth: 0,
      startsMonthsAgo: months(account, company), isPatchy: false)
  }

  private static func make(
    _ place: Int, _ account: AccountPlan, _ subscription: SubscriptionPlan,
    _ company: CompanyPlan, _ random: inout Random
  ) -> SeriesPlan {
    let isMain = place == 0
    let level = 0.25 + account.mood * 0.7
    let share =
      account.shape == .overuse
      ? 1.18 : isMain ? min(1.05, random.around(level, 0.15)) : random.around(0.08, 0.07)
    let months = months(account, company)
    let drift = (account.mood - 0.45) * 0.02
    return SeriesPlan(
      subscription: subscription, instance: instance(place, account, &random),
      label: label(place, account, &random), share: max(0.01, share),
      growth: account.shape == .collapsingUsage ? -0.06 : drift,
      startsMonthsAgo: isMain ? months : random.within(min(months, max(1, months / 2))...months),
      isPatchy: account.shape == .missingMonths || random.chance(0.05))
  }

  private static func months(_ account: AccountPlan, _ company: CompanyPlan) -> Int {
    min(company.sizes.usageMonths, max(1, account.since.days(until: company.today) / 30))
  }

  private static func instance(
    _ place: Int, _ account: AccountPlan, _ random: inout Random
  ) -> Place {
    if account.isSaaS {
      return .namespace(
        id: 9_000_000 + account.index * 50 + place, name: "customer-\(account.index + 1)-\(place)")
    }
    let names = ["gitlab", "git", "code", "gitlab-test", "gitlab-geo", "staging-git", "dr-git"]
    let name = place < names.count ? names[place] : "gitlab-\(place)"
    let digits = (0..<8).map { _ in String(random.below(65_536) + 65_536, radix: 16).dropFirst() }
    let uuid =
      "\(digits[0])\(digits[1])-\(digits[2])-\(digits[3])-\(digits[4])-"
      + "\(digits[5])\(digits[6])\(digits[7])"
    let host = account.shape == .escapeSequences && place == 1 ? "\u{1B}[7m\(name)" : name
    return .server(uuid: uuid, hostname: "\(host).\(account.domain)")
  }

  private static func label(
    _ place: Int, _ account: AccountPlan, _ random: inout Random
  ) -> InstanceType? {
    if account.isSaaS { return nil }
    if random.chance(0.35) { return .unknown }
    switch place {
    case 0: return .production
    case 4: return .geoSecondary
    default: return random.chance(0.15) ? .obsolete : .nonProduction
    }
  }
}
