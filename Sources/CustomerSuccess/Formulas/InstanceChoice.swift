/// Picks the one instance whose usage stands for a subscription (methodology 6.2).
package enum InstanceChoice {
  /// Nil when no instance may count.
  ///
  /// Production comes before Non-production before Unknown, then the most billable users, then the
  /// newest ping. One that a TAM marked as included comes before all of them; opted-out and obsolete
  /// ones and Geo secondaries never count (our choice, following the labels' meaning). Instances that
  /// are alike in all of it are told apart by id, so that the choice does not flicker.
  package static func best(of instances: some Sequence<Row>) -> Row? {
    instances.filter(mayCount).min { left, right in rank(left) < rank(right) }
  }

  private static func mayCount(_ instance: Row) -> Bool {
    instance[Instance.healthInclusion] != .optOut && typeRank(instance) != nil
  }

  /// Nil for a type that never counts.
  private static func typeRank(_ instance: Row) -> Int? {
    switch instance[Instance.type] ?? .unknown {
    case .production: 0
    case .nonProduction: 1
    case .unknown: 2
    case .obsolete, .geoSecondary: nil
    }
  }

  /// Smaller is better; `~` turns the order of a number round without overflow.
  private static func rank(_ instance: Row) -> (Int, Int, Int, Int64, String) {
    (
      instance[Instance.healthInclusion] == .included ? 0 : 1, typeRank(instance) ?? 3,
      ~(instance[Instance.billableUsers] ?? -1),
      ~(instance[Instance.lastPing]?.microseconds ?? .min), instance.id
    )
  }
}
