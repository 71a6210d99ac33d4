import CustomerSuccess
import Support
import Testing

/// What holds for every edit of every company, checked on many made by seed.
@Suite struct MutationLawTests {
  private static let seeds: Range<UInt64> = 0..<120
  private static let editsPerSeed = 12

  /// One edit of a company, and everything needed to look at it from all sides.
  private struct Trial {
    let label: String
    let before: MemoryRows
    let mutation: Mutation
    let actor: User.ID
    let seconds: Int

    func context(after more: Int = 0) -> MutationContext {
      MutationContext(
        actor: actor, at: MutationWorld.noon.adding(seconds: seconds + more),
        today: MutationWorld.today)
    }

    /// The rows after the edit, on a copy; nil when it is refused.
    func applied() throws -> (rows: MemoryRows, result: AppliedMutation)? {
      let rows = MemoryRows(before.rows.values)
      do {
        return (rows, try mutation.apply(to: rows, in: context()))
      } catch let refusal as MutationRefusal {
        #expect(
          differences(rows.rows, before.rows) == [],
          "\(label): refused, and changed rows: \(refusal)")
        return nil
      }
    }
  }

  /// Runs the same edits for every law: each company is edited a dozen times in a row, so that the
  /// later ones meet closed, snoozed, deleted and rewritten rows.
  private func forEachTrial(_ check: (Trial) throws -> Void) throws {
    for seed in Self.seeds {
      var random = MutationRandom(seed: seed)
      let rows = MemoryRows(random.company())
      for number in 0..<Self.editsPerSeed {
        let mutation = random.mutation(of: rows)
        let actor = random.chance(45) ? .mona : random.pick(MutationRandom.users) ?? .ada
        let trial = Trial(
          label: "\(random.generator), edit \(number) by \(actor): \(mutation)",
          before: MemoryRows(rows.rows.values), mutation: mutation, actor: actor,
          seconds: number * 100)
        try check(trial)
        do {
          _ = try mutation.apply(to: rows, in: trial.context())
        } catch is MutationRefusal {
          continue
        }
      }
    }
  }

  @Test func `an edit and its inverse leave every row as it was`() throws {
    try forEachTrial { trial in
      guard let (rows, result) = try trial.applied(), let inverse = result.inverse else { return }
      _ = try inverse.apply(to: rows, in: trial.context(after: 10))
      #expect(differences(rows.rows, trial.before.rows) == [], "\(trial.label); inverse \(inverse)")
    }
  }

  @Test func `the inverse of the inverse brings the edit back exactly`() throws {
    try forEachTrial { trial in
      guard let (rows, result) = try trial.applied(), let inverse = result.inverse else { return }
      let edited = rows.rows
      let redo = try #require(
        try inverse.apply(to: rows, in: trial.context(after: 10)).inverse, "\(trial.label)")
      let undo = try redo.apply(to: rows, in: trial.context(after: 20)).inverse
      #expect(differences(rows.rows, edited) == [], "\(trial.label); redo \(redo)")
      _ = try #require(undo).apply(to: rows, in: trial.context(after: 30))
      #expect(differences(rows.rows, trial.before.rows) == [], "\(trial.label), undone twice")
    }
  }

  @Test func `applied a second time, an edit changes nothing`() throws {
    try forEachTrial { trial in
      guard let (rows, _) = try trial.applied() else { return }
      let once = rows.rows
      do {
        let again = try trial.mutation.apply(to: rows, in: trial.context(after: 10))
        #expect(!again.didChange, "\(trial.label)")
      } catch let refusal as MutationRefusal {
        #expect(!refusal.reason.isEmpty)
      }
      #expect(differences(rows.rows, once) == [], "\(trial.label)")
    }
  }

  @Test func `an edit says truly whether it changed something, and can be taken back if so`() throws
  {
    try forEachTrial { trial in
      guard let (rows, result) = try trial.applied() else { return }
      #expect(result.didChange == (rows.rows != trial.before.rows), "\(trial.label)")
      #expect(result.didChange == (result.inverse != nil), "\(trial.label)")
      #expect(!result.summary.isEmpty)
    }
  }

  @Test func `the same rows and the same moment give the same result`() throws {
    try forEachTrial { trial in
      let one = try trial.applied()
      let other = try trial.applied()
      #expect(one?.result == other?.result, "\(trial.label)")
      #expect(
        differences(one?.rows.rows ?? [:], other?.rows.rows ?? [:]) == [], "\(trial.label)")
    }
  }

  @Test func `every edit and every inverse reads back from its bytes`() throws {
    try forEachTrial { trial in
      let inverse = try trial.applied()?.result.inverse
      for mutation in [trial.mutation, inverse].compactMap(\.self) {
        let bytes = try mutation.encoded()
        #expect(try Mutation.decode(bytes) == mutation, "\(trial.label)")
        #expect(try Mutation.decode(bytes).encoded() == bytes, "\(trial.label)")
      }
    }
  }

  @Test func `a whole session is undone from its end to its start`() throws {
    for seed in Self.seeds {
      var random = MutationRandom(seed: seed)
      let rows = MemoryRows(random.company())
      let start = rows.rows
      var undo: [Mutation] = []
      func context(_ step: Int) -> MutationContext {
        MutationContext(
          actor: .mona, at: MutationWorld.noon.adding(seconds: step), today: MutationWorld.today)
      }
      for number in 0..<Self.editsPerSeed {
        let applied = try? random.mutation(of: rows).apply(to: rows, in: context(number))
        if let inverse = applied?.inverse { undo.append(inverse) }
      }
      for (step, inverse) in undo.reversed().enumerated() {
        _ = try inverse.apply(to: rows, in: context(1_000 + step))
      }
      #expect(differences(rows.rows, start) == [], "seed \(seed)")
    }
  }

  @Test func `the laws met every edit of the catalog and every kind of refusal`() throws {
    var accepted: Set<String> = []
    var refused: Set<MutationRefusal.Code> = []
    try forEachTrial { trial in
      do {
        let rows = MemoryRows(trial.before.rows.values)
        let result = try trial.mutation.apply(to: rows, in: trial.context())
        if result.didChange { accepted.insert(trial.mutation.name) }
      } catch let refusal as MutationRefusal {
        refused.insert(refusal.code)
      }
    }
    // What only CS Ops does, some of it for good, has tests of its own.
    #expect(
      Mutation.names.filter { !accepted.contains($0) } == [
        "claimOrganization", "dismissDeparture", "mergeAccounts", "removeAccount",
      ])
    #expect(refused.isSuperset(of: [.notPermitted, .conflict, .missing, .invalid]))
  }
}
