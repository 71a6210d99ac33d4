import CustomerSuccess
import ReplicaStore
import Terminal

/// What stands under one heading of the Cockpit (methodology 2.1).
enum CockpitGrouping: CaseIterable, Equatable {
  case due
  case type
  case customer
  case owner
  case priority
  case status
  case renewal

  var title: SafeText {
    switch self {
    case .due: "due date"
    case .type: "type"
    case .customer: "customer"
    case .owner: "owner"
    case .priority: "priority"
    case .status: "status"
    case .renewal: "renewal date"
    }
  }

  /// The heading of a row and its place among the headings.
  func group(of row: CockpitRow, today: Day, me: User.ID) -> CockpitGroup {
    let cta = row.cta
    if !cta.isOpen { return CockpitGroup(90, "Closed") }
    if row.isAsleep(on: today) { return CockpitGroup(80, "Snoozed") }
    switch self {
    case .due: return Self.due(cta.dueDate, today: today)
    case .type:
      let place = cta.type.flatMap { CTAType.allCases.firstIndex(of: $0) } ?? 70
      return CockpitGroup(place, cta.type.map(Words.plain) ?? "No type")
    case .customer:
      return CockpitGroup(0, SafeText(sanitizing: cta.accountName, limit: 60))
    case .owner:
      guard let owner = cta.owner else { return CockpitGroup(2, "Nobody") }
      let name = SafeText(sanitizing: cta.ownerName ?? owner.rawValue, limit: 40)
      return CockpitGroup(owner == me ? 0 : 1, owner == me ? "\(name) (me)" : name)
    case .priority:
      let place = cta.priority.flatMap { [.high, .medium, .low].firstIndex(of: $0) } ?? 3
      return CockpitGroup(place, cta.priority.map(Words.plain) ?? "No priority")
    case .status:
      let place = cta.status.flatMap { CTAStatus.allCases.firstIndex(of: $0) } ?? 0
      return CockpitGroup(place, cta.status.map(Words.plain) ?? "New")
    case .renewal: return Self.renewal(row.renewal, today: today)
    }
  }

  private static func due(_ day: Day?, today: Day) -> CockpitGroup {
    guard let day else { return CockpitGroup(5, "No due date") }
    let sunday = today.adding(days: 7 - today.weekday)
    if day < today { return CockpitGroup(0, "Overdue") }
    if day == today { return CockpitGroup(1, "Today") }
    if day <= sunday { return CockpitGroup(2, "This week") }
    return day <= sunday.adding(days: 7) ? CockpitGroup(3, "Next week") : CockpitGroup(4, "Later")
  }

  private static func renewal(_ day: Day?, today: Day) -> CockpitGroup {
    guard let day else { return CockpitGroup(5, "No renewal date") }
    switch today.days(until: day) {
    case ..<0: return CockpitGroup(0, "Renewal date passed")
    case ...30: return CockpitGroup(1, "Renewal within 30 days")
    case ...90: return CockpitGroup(2, "Renewal within 90 days")
    case ...180: return CockpitGroup(3, "Renewal within 180 days")
    default: return CockpitGroup(4, "Renewal later")
    }
  }
}

/// A heading; equal ones are one.
struct CockpitGroup: Hashable, Comparable {
  let place: Int
  let title: SafeText

  init(_ place: Int, _ title: SafeText) {
    self.place = place
    self.title = title
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.place, left.title.text) < (right.place, right.title.text)
  }
}

/// What comes first under each heading.
enum CockpitOrder: CaseIterable, Equatable {
  case due
  case priority
  case customer
  case name
  case health
  case renewal
  case nextTask
  case age

  var title: SafeText {
    switch self {
    case .due: "Due"
    case .priority: "Priority"
    case .customer: "Customer"
    case .name: "Name"
    case .health: "Health, worst first"
    case .renewal: "Renewal"
    case .nextTask: "Next task"
    case .age: "Age, oldest first"
    }
  }

  /// What is missing comes last; equal ones by due date, then by name.
  func precedes(_ left: CockpitRow, _ right: CockpitRow) -> Bool {
    let (first, second) = (key(left), key(right))
    if first != second { return first < second }
    let days = (left.cta.dueDate ?? .never, right.cta.dueDate ?? .never)
    if days.0 != days.1 { return days.0 < days.1 }
    return (left.cta.name, left.id) < (right.cta.name, right.id)
  }

  private func key(_ row: CockpitRow) -> Key {
    let cta = row.cta
    switch self {
    case .due: return .number((cta.dueDate ?? .never).daysSinceEpoch)
    case .priority:
      return .number(cta.priority.flatMap { [.high, .medium, .low].firstIndex(of: $0) } ?? 3)
    case .customer: return .text(cta.accountName.lowercased())
    case .name: return .text(cta.name.lowercased())
    case .health:
      return .number(row.health.flatMap { [.red, .yellow, .green].firstIndex(of: $0) } ?? 3)
    case .renewal: return .number((row.renewal ?? .never).daysSinceEpoch)
    case .nextTask: return .number((row.nextTask?.due ?? .never).daysSinceEpoch)
    case .age: return .number(Int(cta.createdAt?.microseconds ?? .max))
    }
  }

  private enum Key: Comparable {
    case number(Int)
    case text(String)
  }
}

extension Day {
  /// After every day that a person may write.
  fileprivate static let never = Day(daysSinceEpoch: .max)
}
