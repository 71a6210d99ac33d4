/// How much of DevOps an installation uses, held against the leaders (methodology 1.7).
///
/// Neither the ten features nor the leaders' numbers are in the usage mart: whoever has them from the
/// instance's own report gets the same score as there.
package enum DevOpsScore {
  package enum Label: String, Sendable {
    case low = "Low"
    case moderate = "Moderate"
    case high = "High"

    /// Thirds of the whole.
    package init(score: Double) {
      self = score < 33.33 ? .low : score < 66.66 ? .moderate : .high
    }
  }

  /// The plain mean of what each feature reaches of its leader, 0 through 100; nil without features.
  ///
  /// - Parameter features: What the instance uses and what the leader does, per active user; a leader
  ///   without use leaves the feature out.
  package static func score(_ features: some Sequence<(usage: Double, leader: Double)>) -> Double? {
    let shares = features.filter { $0.leader > 0 && $0.usage.isFinite && $0.leader.isFinite }
      .map { min(max($0.usage / $0.leader * 100, 0), 100) }
    return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
  }
}
