/// Picks the one instance whose usage stands for a subscription (methodology 6.2).
package enum InstanceChoice {
  /// Nil when no instance may count.
  ///
  /// Production comes before Non-production before Unknown, then the most billable users, then the
  /// newest ping. One that a TAM marked as included comes before all of them; opted-out and obsolete
  /// ones and Geo secondaries never count (our choice, following the labels' meaning). Instances that
  /// are alike in all of it are told apart by id, so that the choice does not flicker.
  package static func best(of instances: some Sequence<Row>) -> Row? {
    instances.compactMap { instance in rank(instance).map { (rank: $0, row: instance) } }
      .min { left, right in left.rank < right.rank }?.row
  }

  /// What people said of an instance: 0 is best, nil never counts.
  package static func standing(_ type: InstanceType?, _ inclusion: HealthInclusion?) -> Int? {
    guard inclusion != .optOut, let rank = rank(of: type ?? .unknown) else { return nil }
    return inclusion == .included ? rank : rank + InstanceType.allCases.count
  }

  private static func rank(of type: InstanceType) -> Int? {
    switch type {
    case .production: 0
    case .nonProduction: 1
    case .unknown: 2
    case .obsolete, .geoSecondary: nil
    }
  }

  /// Smaller is better; `~` turns the order of a number round without overflow.
  private static func rank(_ instance: Row) -> (Int, Int, Int64, String)? {
    standing(instance[Instance.type], instance[Instance.healthInclusion]).map { standing in
      (
        standing, ~(instance[Instance.billableUsers] ?? -1),
        ~(instance[Instance.lastPing]?.microseconds ?? .min), instance.id
      )
    }
  }
}
