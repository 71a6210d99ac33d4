import Support
import Testing

/// Random histories of the whole system; a failure names its seed.
@Suite struct SimulationTests {
  @Test func `every checkpoint is an exact state of the service and no edit is lost`() {
    for seed in UInt64(0)..<300 {
      expectHolds(seed: seed, steps: 100)
    }
  }

  @Test(arguments: SeededBug.allCases)
  func `a planted mistake is noticed`(_ bug: SeededBug) {
    for seed in UInt64(0)..<200 {
      do {
        try Simulation(seed: seed, bug: bug).run(steps: 140)
      } catch {
        return
      }
    }
    Issue.record("no history noticed \(bug)")
  }

  private func expectHolds(seed: UInt64, steps: Int) {
    do {
      try Simulation(seed: seed).run(steps: steps)
    } catch {
      Issue.record("seed \(seed), \(steps) steps: \(error)")
    }
  }
}
