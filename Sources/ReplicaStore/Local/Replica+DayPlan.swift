package import CustomerSuccess
import Foundation

/// What the person said by hand about a day's customers.
package struct DayPlan: Codable, Equatable, Sendable {
  package var picked: [Account.ID] = []
  package var idle: [Account.ID] = []

  package init() {}
}

/// Something that the person says by hand about a day.
package enum DayPlanChange: Hashable, Sendable {
  /// Puts a customer on the list.
  case pick(Account.ID)
  /// There is nothing to log; said again, there is after all.
  case toggleIdle(Account.ID)
}

// Whom the person picked for the end of a day; it never leaves this machine.
extension Replica {
  /// Days that are remembered; older ones are over.
  private static let keptDays = 8

  package func dayPlan(of day: Day) throws -> DayPlan {
    try dayPlans()[day.description] ?? DayPlan()
  }

  /// Nobody who watches the replica hears of it, because no row changes.
  package func plan(_ change: DayPlanChange, on day: Day) throws {
    var plans = try dayPlans().filter { stored in
      Day(stored.key).map { $0.days(until: environment.today) < Self.keptDays } ?? false
    }
    var plan = plans[day.description] ?? DayPlan()
    switch change {
    case .pick(let id):
      if !plan.picked.contains(id) { plan.picked.append(id) }
      plan.idle.removeAll { $0 == id }
    case .toggleIdle(let id):
      if plan.idle.contains(id) {
        plan.idle.removeAll { $0 == id }
      } else {
        plan.idle.append(id)
      }
    }
    plans[day.description] = plan
    let json = String(decoding: try JSONEncoder().encode(plans), as: UTF8.self)
    try file.write { try MetaFacts(connection: $0).set(.dayPlans, .text(json)) }
  }

  /// By day; what cannot be read is nothing.
  private func dayPlans() throws -> [String: DayPlan] {
    guard let json = try file.read({ try MetaFacts(connection: $0).text(.dayPlans) }) else {
      return [:]
    }
    // It is a convenience of a day or two: a damaged one costs a few keys.
    return (try? JSONDecoder().decode([String: DayPlan].self, from: Data(json.utf8))) ?? [:]
  }
}
