import CustomerSuccess

/// Everybody who works at the make-believe company.
struct Staff: Sendable {
  let administrator: Colleague
  let managers: [Colleague]
  let tams: [Colleague]
  let owners: [Colleague]
  let architects: [Colleague]
  let sponsors: [Colleague]
  /// Someone who was a TAM before and has left.
  let former: Colleague

  /// TAMs of one team and under one manager.
  private static let teamSize = 5
  /// Of so many TAMs one works with the public sector.
  private static let publicSectorEvery = 5

  init(seed: UInt64, tams count: Int) {
    var hiring = Hiring(seed: seed)
    let administrator = hiring.hire(
      .administrator, team: "Operations", as: Self.alex, isCleared: true)
    let managers = (0..<(count + Self.teamSize - 1) / Self.teamSize).map { team in
      hiring.hire(
        .manager, team: Self.team(team), place: team, as: team == 0 ? Self.morgan : nil,
        manager: administrator.number, isCleared: team == 0)
    }
    tams = (0..<count).map { index in
      let team = index / Self.teamSize
      return hiring.hire(
        .tam, team: Self.team(team), place: team, as: index == 0 ? Self.robin : nil,
        manager: managers[team].number,
        isCleared: index % Self.publicSectorEvery == min(1, count - 1))
    }
    owners = (0..<max(4, count)).map { hiring.hire(.owner, team: "Sales", place: $0) }
    architects = (0..<max(2, count / 2)).map {
      hiring.hire(.architect, team: "Architects", place: $0)
    }
    sponsors = (0..<2).map { _ in hiring.hire(.sponsor, team: "Executives") }
    var former = hiring.hire(.tam, team: Self.team(0), manager: administrator.number)
    former.isActive = false
    self.former = former
    self.administrator = administrator
    self.managers = managers
  }

  var all: [Colleague] {
    [administrator] + managers + tams + owners + architects + sponsors + [former]
  }

  func tam(_ index: Int) -> Colleague { tams[index % tams.count] }

  /// TAMs who may see accounts of the public sector.
  var cleared: [Colleague] { tams.filter(\.isCleared) }

  private static func team(_ index: Int) -> String {
    let names = ["Enterprise East", "Enterprise West", "EMEA", "APAC", "LATAM", "Mid-Market"]
    return index < names.count
      ? names[index] : "\(names[index % names.count]) \(index / names.count + 1)"
  }

  // The same in every company, so that a demonstration can name them.
  private static let alex = Person(firstName: "Alex", lastName: "Winter", mailbox: "alex.winter")
  private static let morgan = Person(
    firstName: "Morgan", lastName: "Reyes", mailbox: "morgan.reyes")
  private static let robin = Person(firstName: "Robin", lastName: "Vega", mailbox: "robin.vega")
}

/// Hires one colleague after another.
private struct Hiring {
  private var random: Random
  private var count = 0

  private static let regions: [(region: Region, zone: String)] = [
    (.amer, "America/New_York"), (.emea, "Europe/Berlin"), (.apac, "Asia/Tokyo"),
    (.latam, "America/Sao_Paulo"),
  ]

  init(seed: UInt64) { random = Random(seed, "staff") }

  /// - Parameter person: Nil draws one.
  mutating func hire(
    _ post: Colleague.Post, team: String, place: Int = 0, as person: Person? = nil,
    manager: Int? = nil, isCleared: Bool = false
  ) -> Colleague {
    count += 1
    let (region, zone) = Self.regions[place % Self.regions.count]
    return Colleague(
      number: count, person: person ?? .random(&random, number: count), post: post, team: team,
      region: region, timeZone: zone, manager: manager, isCleared: isCleared)
  }
}
