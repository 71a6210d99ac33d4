import Support
import Testing

/// Random histories of the whole system; a failure names its seed.
@Suite struct SimulationTests {
  /// Slices, so that they run side by side; raise the count to look for rarer holes.
  @Test(arguments: UInt64(0)..<4)
  func `every checkpoint is an exact state of the service and no edit is lost`(slice: UInt64) {
    for number in UInt64(0)..<100 {
      expectHolds(seed: slice * 1_000_000 + number, steps: 100)
    }
  }

  @Test func `long histories hold as well`() {
    for seed in UInt64(9_000_000)..<9_000_008 {
      expectHolds(seed: seed, steps: 600)
    }
  }

  @Test(arguments: SeededBug.allCases)
  func `a planted mistake is noticed`(_ bug: SeededBug) {
    for seed in UInt64(0)..<200 {
      do {
        try Simulation(seed: seed, bug: bug).run(steps: 140)
      } catch is Violation {
        return
      } catch {
        Issue.record("seed \(seed) with \(bug) failed in another way: \(error)")
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
