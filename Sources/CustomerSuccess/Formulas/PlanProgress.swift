/// How far success plans are: closed tasks drive the completion of an objective (methodology 4).
///
/// A closed objective counts whole, an open one by the share of its tasks that are closed (our
/// choice; the source names only the percentage).
package struct PlanProgress: Hashable, Sendable {
  package private(set) var objectives = 0
  package private(set) var closedObjectives = 0
  /// Objectives, those under way counted by their tasks.
  private var done = 0.0

  package init() {}

  package mutating func addObjective(isClosed: Bool, tasks: Int, closedTasks: Int) {
    objectives += 1
    if isClosed {
      closedObjectives += 1
      done += 1
    } else if tasks > 0 {
      done += min(max(Double(closedTasks) / Double(tasks), 0), 1)
    }
  }

  /// 0 through 1; a plan without objectives has nothing done.
  package var share: Double { objectives > 0 ? done / Double(objectives) : 0 }
}
