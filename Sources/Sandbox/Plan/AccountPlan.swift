import CustomerSuccess

/// What is decided about one make-believe customer before any of its files is written.
struct AccountPlan: Sendable {
  let index: Int
  let shape: Shape?
  let name: String
  let parent: Int?
  /// Nil for a customer that nobody is assigned to.
  let tam: Colleague?
  let owner: Colleague
  let architect: Colleague?
  let type: String
  let segment: SalesSegment
  let region: Region
  let place: Place
  let industry: String
  let employees: Int
  let currency: String
  /// Whole units of the currency.
  let arr: Int
  let seats: Int
  let isUltimate: Bool
  let isSaaS: Bool
  let since: Day
  let renewal: Day?
  let prioritization: Prioritization?
  let lifecycle: LifecycleStage?
  /// 0 is about to leave, 1 is thriving; usage, sentiment and risks follow from it.
  let mood: Double
  let instances: Int
  /// Relative share of the company's activities and CTAs.
  let weight: Double

  var id: String { RecordID.account(index + 1) }
  /// As this account's export writes it.
  var writtenID: String { shape == .shortIDs ? String(id.prefix(15)) : id }
  var isChurned: Bool { type != "Customer" }
  var domain: String { "customer\(index + 1).example" }
  /// Nil when support does not know the customer.
  var zendeskOrganization: Int? {
    if shape == .sharedAddressSecond { return Self.organization(of: index - 1) }
    return index % 9 == 8 ? nil : Self.organization(of: index)
  }

  private static func organization(of index: Int) -> Int { 360_000_100_000 + index * 7 }

  struct Place: Sendable {
    let city: String
    let country: String
    let zone: String
  }

  static let places: [Region: [Place]] = [
    .amer: [
      Place(city: "Denver", country: "United States", zone: "America/Denver"),
      Place(city: "Boston", country: "United States", zone: "America/New_York"),
      Place(city: "Toronto", country: "Canada", zone: "America/Toronto"),
      Place(city: "Seattle", country: "United States", zone: "America/Los_Angeles"),
    ],
    .latam: [
      Place(city: "São Paulo", country: "Brazil", zone: "America/Sao_Paulo"),
      Place(city: "Bogotá", country: "Colombia", zone: "America/Bogota"),
    ],
    .emea: [
      Place(city: "Berlin", country: "Germany", zone: "Europe/Berlin"),
      Place(city: "Lyon", country: "France", zone: "Europe/Paris"),
      Place(city: "Leeds", country: "United Kingdom", zone: "Europe/London"),
      Place(city: "Riyadh", country: "Saudi Arabia", zone: "Asia/Riyadh"),
    ],
    .apac: [
      Place(city: "Osaka", country: "Japan", zone: "Asia/Tokyo"),
      Place(city: "Melbourne", country: "Australia", zone: "Australia/Melbourne"),
      Place(city: "Pune", country: "India", zone: "Asia/Kolkata"),
    ],
  ]

  static let industries = [
    "Financial Services", "Healthcare", "Manufacturing", "Retail", "Technology",
    "Telecommunications", "Energy", "Media", "Government", "Education",
  ]
}
