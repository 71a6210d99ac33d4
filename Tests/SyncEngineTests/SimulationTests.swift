import CustomerSuccess
import Support
import SyncEngine
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

  /// The replica file, the journal and their reopening in place of values in memory.
  @Test(arguments: UInt64(20_000_000)..<20_000_004)
  func `the files of the app keep the same promises`(seed: UInt64) {
    expectHolds(seed: seed, steps: 150) { try FileStore(device: $0, user: $1) }
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

  private func expectHolds(
    seed: UInt64, steps: Int,
    store: ((Device.ID, User.ID) throws -> any SimulatedStore)? = nil
  ) {
    do {
      try Simulation(seed: seed, store: store).run(steps: steps)
    } catch {
      Issue.record("seed \(seed), \(steps) steps: \(error)")
    }
  }
}
