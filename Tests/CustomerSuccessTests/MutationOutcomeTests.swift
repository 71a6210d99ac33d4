import CustomerSuccess
import Support
import Testing

/// What undo leaves of ROI, which follows from plans.
@Suite struct MutationOutcomeTests {
  private let roi = HealthMeasure.id(account: .acme, measure: .roi)

  private func activate(_ world: MutationWorld) throws -> Mutation {
    try world.set(SuccessPlan.table, "plan", SuccessPlan.strategy, "Pilot first.")
    try world.set(SuccessPlan.table, "plan", SuccessPlan.highlights, "Twice as fast.")
    let change = SetPlanStatus(id: SuccessPlan.ID("plan"), from: .draft, status: .active)
    let inverse = try world.apply(.setPlanStatus(change)).inverse
    #expect(try world.row(HealthMeasure.table, roi)[HealthMeasure.score] == 87.5)
    return try #require(inverse)
  }

  @Test func `undo puts ROI back as it was`() throws {
    let world = MutationWorld()
    let inverse = try activate(world)
    try world.apply(inverse, after: 60)
    #expect(world.rows.row(HealthMeasure.table, roi) == nil)
  }

  @Test func `undo scores ROI anew where it was scored by what is undone meanwhile`() throws {
    let world = MutationWorld()
    let inverse = try activate(world)
    // The night scored it again, to the same.
    try world.set(
      HealthMeasure.table, roi, HealthMeasure.setAt, MutationWorld.noon.adding(seconds: 40_000))
    try world.apply(inverse, after: 50_000)
    #expect(try world.row(SuccessPlan.table, "plan")[SuccessPlan.status] == .draft)
    let measure = try world.row(HealthMeasure.table, roi)
    #expect(measure[HealthMeasure.score] == 62.5, "a draft is yellow")
    #expect(measure[HealthMeasure.previousScore] == 87.5)
  }
}
