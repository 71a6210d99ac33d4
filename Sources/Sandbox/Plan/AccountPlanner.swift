import CustomerSuccess

/// Decides about the customers, one by one and each from its own random numbers.
struct AccountPlanner {
  let seed: UInt64
  let staff: Staff
  let today: Day

  /// Customers without a TAM of their own, as a share of those without a shape.
  private static let digitalShare = 0.15
  private static let churnedShare = 0.05
  private static let childShare = 0.06

  func plan(_ index: Int) -> AccountPlan {
    var random = Random(seed, "account", index)
    let shape = Shape(rawValue: index)
    let segment = segment(shape, &random)
    let region = shape == .yen || shape == .japaneseName ? .apac : region(shape, &random)
    let seats = seats(segment, &random)
    let isUltimate = random.chance(0.45)
    let parent = parent(index, shape, &random)
    let isChurned = shape == .churned || (shape == nil && random.chance(Self.churnedShare))
    let tam = isChurned ? nil : tam(index, shape, segment, &random)
    let priority = prioritization(shape, tam, parent, &random)
    let mood = mood(shape, &random)
    let since = since(shape, &random)
    let currency = shape == .yen ? "JPY" : currency(region, &random)
    let places = AccountPlan.places[region] ?? []
    return AccountPlan(
      index: index, shape: shape, name: name(index, shape), parent: parent, tam: tam,
      owner: random.pick(staff.owners),
      architect: random.chance(0.7) ? random.pick(staff.architects) : nil,
      type: isChurned ? "Former Customer" : "Customer", segment: segment, region: region,
      place: places[random.below(places.count)],
      industry: segment == .publicSector ? "Government" : random.pick(AccountPlan.industries),
      employees: employees(segment, &random), currency: currency,
      arr: arr(seats, isUltimate: isUltimate, currency), seats: seats, isUltimate: isUltimate,
      isSaaS: shape != .fortyInstances && random.chance(0.35), since: since,
      renewal: isChurned ? nil : renewal(since, &random), prioritization: priority,
      lifecycle: lifecycle(shape, since, mood, isChurned: isChurned), mood: mood,
      instances: instances(shape, &random),
      weight: (tam == nil ? 0.15 : priority == .first ? 2.5 : 1) * random.around(1, 0.4))
  }

  private func name(_ index: Int, _ shape: Shape?) -> String {
    switch shape {
    case .japaneseName: CompanyNames.japanese
    case .arabicName: CompanyNames.arabic
    case .emojiName: CompanyNames.emoji
    case .combiningMarks: CompanyNames.combining
    case .escapeSequences: HostileText.escapeName
    case .bidirectionalControls: HostileText.bidirectionalName
    case .lineBreaks: CompanyNames.lineBreaks
    default: CompanyNames.name(index, seed: seed)
    }
  }

  private func segment(_ shape: Shape?, _ random: inout Random) -> SalesSegment {
    if shape == .publicSector { return .publicSector }
    let drawn = [SalesSegment.large, .midMarket, .smb, .publicSector][
      random.weighted([0.35, 0.4, 0.2, shape == nil ? 0.05 : 0])]
    return drawn
  }

  private func region(_ shape: Shape?, _ random: inout Random) -> Region {
    if shape == .arabicName { return .emea }
    return [Region.amer, .emea, .apac, .latam][random.weighted([0.45, 0.3, 0.17, 0.08])]
  }

  private func seats(_ segment: SalesSegment, _ random: inout Random) -> Int {
    switch segment {
    case .large: random.within(30...400) * 10
    case .publicSector: random.within(20...150) * 10
    case .midMarket: random.within(8...60) * 5
    case .smb: random.within(10...90)
    }
  }

  private func employees(_ segment: SalesSegment, _ random: inout Random) -> Int {
    switch segment {
    case .large: random.within(2_001...90_000)
    case .publicSector: random.within(300...40_000)
    case .midMarket: random.within(101...2_000)
    case .smb: random.within(12...100)
    }
  }

  private func arr(_ seats: Int, isUltimate: Bool, _ currency: String) -> Int {
    let dollars = seats * (isUltimate ? 1_188 : 348)
    return currency == "JPY" ? dollars * 150 : dollars
  }

  private func currency(_ region: Region, _ random: inout Random) -> String {
    switch region {
    case .emea: random.chance(0.5) ? "EUR" : "USD"
    case .apac: random.chance(0.2) ? "JPY" : "USD"
    case .amer, .latam: "USD"
    }
  }

  private func parent(_ index: Int, _ shape: Shape?, _ random: inout Random) -> Int? {
    switch shape {
    case .childCompany, .unmanagedChild: Shape.parentCompany.rawValue
    case .grandchildCompany: Shape.childCompany.rawValue
    case nil: random.chance(Self.childShare) ? random.below(index) : nil
    default: nil
    }
  }

  private func tam(
    _ index: Int, _ shape: Shape?, _ segment: SalesSegment, _ random: inout Random
  ) -> Colleague? {
    if shape == .withoutTAM { return nil }
    if shape == nil, random.chance(Self.digitalShare) { return nil }
    if segment == .publicSector {
      let cleared = staff.cleared
      return cleared.isEmpty ? staff.tam(0) : random.pick(cleared)
    }
    // The first TAM, who is the one of demonstrations, gets every second awkward customer.
    return staff.tam(shape != nil && index.isMultiple(of: 2) ? 0 : index)
  }

  private func prioritization(
    _ shape: Shape?, _ tam: Colleague?, _ parent: Int?, _ random: inout Random
  ) -> Prioritization? {
    if shape == .unmanagedChild { return .third }
    guard tam != nil else { return .fourth }
    if shape == .onboarding { return .first }
    return random.chance(0.35) ? .first : random.chance(0.93) ? .second : nil
  }

  private func mood(_ shape: Shape?, _ random: inout Random) -> Double {
    switch shape {
    case .churned, .collapsingUsage: 0.1
    case .overuse: 0.9
    default: min(max(random.around(0.62, 0.45), 0.02), 0.99)
    }
  }

  private func since(_ shape: Shape?, _ random: inout Random) -> Day {
    let drawn = random.within(60...2_400)
    switch shape {
    case .onboarding: return today.adding(days: -18)
    // Usage must have had the time to go up and down.
    case .collapsingUsage, .missingMonths, .overuse: return today.adding(days: -900)
    default: return today.adding(days: -drawn)
    }
  }

  /// The next anniversary; every seventh is just past, because its renewal is late.
  private func renewal(_ since: Day, _ random: inout Random) -> Day {
    var renewal = since.adding(months: 12)
    while renewal < today { renewal = renewal.adding(months: 12) }
    return random.chance(0.03) ? today.adding(days: -random.within(1...20)) : renewal
  }

  private func lifecycle(
    _ shape: Shape?, _ since: Day, _ mood: Double, isChurned: Bool
  ) -> LifecycleStage? {
    if isChurned { return nil }
    if mood < 0.12 { return .willChurn }
    switch since.days(until: today) {
    case ..<60: return .onboarding
    case ..<180: return .implementation
    case ..<540: return .adoption
    default: return .optimizeAndGrow
    }
  }

  private func instances(_ shape: Shape?, _ random: inout Random) -> Int {
    switch shape {
    case .noInstances: return 0
    case .fortyInstances: return 40
    case .missingMonths, .overuse, .collapsingUsage: return 2
    default:
      let ranges = [0...0, 1...2, 3...6, 7...14, 15...40]
      return random.within(ranges[random.weighted([0.06, 0.28, 0.38, 0.2, 0.08])])
    }
  }
}
