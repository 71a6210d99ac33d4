/// Names of make-believe companies; no two accounts have the same.
enum CompanyNames {
  private static let first = [
    "Alder", "Amber", "Anchor", "Apex", "Arbor", "Argent", "Aspen", "Atlas", "Aurora", "Basalt",
    "Beacon", "Birch", "Blue Harbor", "Bright", "Cascade", "Cedar", "Cinder", "Cobalt", "Compass",
    "Copper", "Coral", "Crescent", "Delta", "Drift", "Eastgate", "Ember", "Evergreen", "Falcon",
    "Fern", "Flint", "Foxglove", "Garnet", "Glacier", "Granite", "Hallmark", "Harvest", "Hawthorn",
    "Hazel", "Helix", "Heron", "Highland", "Indigo", "Iron Bridge", "Ivory", "Jasper", "Juniper",
    "Keystone", "Kestrel", "Lantern", "Larch", "Laurel", "Linden", "Lumen", "Maple", "Marble",
    "Meadow", "Meridian", "Mica", "Monarch", "North Star", "Oak Hill", "Obsidian", "Onyx",
    "Orchard", "Osprey", "Pacific", "Pebble", "Pinnacle", "Pioneer", "Polar", "Quartz", "Raven",
    "Redwood", "Ridge", "River Bend", "Rowan", "Saffron", "Sage", "Sequoia", "Silver", "Solstice",
    "Spruce", "Sterling", "Summit", "Swift", "Tamar", "Thistle", "Timber", "Topaz", "Trillium",
    "Umber", "Vale", "Verdant", "Vertex", "Willow", "Zephyr",
  ]

  private static let second = [
    "Aerospace", "Analytics", "Automotive", "Bank", "Biotech", "Broadcasting", "Capital",
    "Cargo", "Chemicals", "Clinics", "Cloud", "Commerce", "Components", "Construction",
    "Consulting", "Credit Union", "Data", "Dynamics", "Education", "Electronics", "Energy",
    "Engineering", "Entertainment", "Exchange", "Farms", "Finance", "Foods", "Freight", "Games",
    "Genomics", "Group", "Health", "Holdings", "Hotels", "Industries", "Instruments",
    "Insurance", "Labs", "Logistics", "Manufacturing", "Marine", "Materials", "Media", "Medical",
    "Mining", "Mobility", "Motors", "Networks", "Optics", "Partners", "Payments",
    "Pharmaceuticals", "Publishing", "Rail", "Research", "Retail", "Robotics", "Security",
    "Semiconductors", "Software", "Systems", "Telecom", "Textiles", "Utilities",
  ]

  /// A prime that divides neither list, so that the walk over all pairs repeats none.
  private static let stride = 2_749

  static func name(_ index: Int, seed: UInt64) -> String {
    let count = first.count * second.count
    let place = (index * stride + Int(seed % UInt64(count))) % count
    let name = "\(first[place % first.count]) \(second[place / first.count])"
    return index < count ? name : "\(name) \(index / count + 1)"
  }

  static let japanese = "株式会社さくらテクノロジー"
  static let arabic = "شركة النخيل للتقنية"
  static let emoji = "Rocket 🚀 & Family 👨‍👩‍👧‍👦 Studios 🇯🇵"
  /// Letters with separate accents, and one with more than any font stacks.
  static let combining =
    "Cafe\u{301} A\u{30A}ngstro\u{308}m Z\u{335}\u{353}\u{32C}\u{30E}\u{310}algo"
  static let lineBreaks = "Smith, Jones \"& Sons\", Inc."
}
