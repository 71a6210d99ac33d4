/// How urgent something is today: points, each with its reason, so that an order can be explained.
///
/// No order of this kind is public (methodology 10), so all points are our choice: what is late counts
/// by its days, what a customer stands for is added to everything that is to do for it.
package struct Urgency: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package let points: Int
    /// A few words, such as `12 days late`.
    package let reason: String
  }

  /// In the order added; none without points.
  package private(set) var parts: [Part] = []

  package init() {}

  package var points: Int { parts.reduce(0) { $0 + $1.points } }

  package mutating func add(_ points: Int, _ reason: String) {
    if points > 0 { parts.append(Part(points: points, reason: reason)) }
  }

  package mutating func add(_ other: Urgency) { parts += other.parts }
}

extension Urgency {
  /// Beyond this many days late something is no more urgent, but for the clean-up.
  package static let lateDays = 30

  /// What is due by now.
  ///
  /// - Returns: Nil for what is due later, or at no time.
  package static func due(_ day: Day?, today: Day) -> Urgency? {
    guard let day, day <= today else { return nil }
    let days = day.days(until: today)
    var urgency = Urgency()
    if days == 0 {
      urgency.add(10, "due today")
    } else {
      urgency.add(10 + min(days, lateDays), days == 1 ? "1 day late" : "\(days) days late")
    }
    return urgency
  }

  package mutating func add(_ priority: Priority?, isImportant: Bool) {
    switch priority {
    case .high: add(15, "high priority")
    case .medium: add(5, "medium priority")
    case .low, nil: break
    }
    if isImportant { add(10, "flagged") }
  }

  /// A call that the cadence asks for; nil while there is time.
  package static func call(_ cadence: Cadence, prioritization: Prioritization?) -> Urgency? {
    var urgency = Urgency()
    switch cadence {
    case .red: urgency.add(20, "silent for too long")
    case .never: urgency.add(20, "never called")
    case .yellow: urgency.add(8, "a call is due")
    case .green, .notApplicable: return nil
    }
    if Prioritization.effective(prioritization) == .first { urgency.add(10, "priority 1") }
    return urgency
  }

  /// What a customer stands for.
  ///
  /// - Parameter isLarge: Whether few of the book pay as much.
  package static func customer(
    health: Sentiment?, renewal: Day?, isLarge: Bool, today: Day
  ) -> Urgency {
    var urgency = Urgency()
    switch health {
    case .red: urgency.add(15, "red")
    case .yellow: urgency.add(5, "yellow")
    case .green, nil: break
    }
    if let days = renewal.map(today.days(until:)), days >= 0 {
      if days <= 30 {
        urgency.add(15, "renews in \(days) days")
      } else if days <= 90 {
        urgency.add(8, "renews in \(days) days")
      }
    }
    if isLarge { urgency.add(10, "large") }
    return urgency
  }
}
