import CustomerSuccess
import Testing

@testable import Rules

@Suite struct LookAlikeTests {
  private func action(again: OpenCTAAction.Again = .atOnce) throws -> OpenCTAAction {
    OpenCTAAction(
      type: .lifecycle, reason: "EBR", name: try Template("EBR"), owner: .tam,
      due: try #require(DueRule("1 day")), priority: .low,
      playbook: try Template("Executive Business Review"), because: try Template("why"),
      again: again)
  }

  private func cta(
    _ status: CTAStatus, name: String = "EBR", type: CTAType = .lifecycle,
    playbook: String? = nil, snoozedFor: Int? = nil, closedFor: Int? = nil
  ) -> Row {
    var row = Row(CTA.table, id: "c")
    row[CTA.name] = name
    row[CTA.type] = type
    row[CTA.reason] = "EBR"
    row[CTA.status] = status
    row[CTA.playbook] = playbook
    row[CTA.snoozedUntil] = snoozedFor.map { today.adding(days: $0) }
    row[CTA.closedDate] = closedFor.map { today.adding(days: -$0) }
    return row
  }

  private let today = Day(daysSinceEpoch: 20_000)

  private func isKept(_ other: Row, again: OpenCTAAction.Again = .atOnce) throws -> Bool {
    LookAlike(try action(again: again), name: "EBR", playbook: "Executive Business Review")
      .obstacle(among: [other], today: today) != nil
  }

  @Test func `one that is open keeps another from being opened, asleep or not`() throws {
    #expect(try isKept(cta(.new)))
    #expect(try isKept(cta(.workInProgress, snoozedFor: 30)))
    #expect(try !isKept(cta(.closedSuccess, closedFor: 1)))
  }

  @Test func `only one of the same type, reason and name is like it, or of the same playbook`()
    throws
  {
    #expect(try !isKept(cta(.new, name: "Other")))
    #expect(try !isKept(cta(.new, type: .risk)))
    #expect(try isKept(cta(.new, name: "Other", playbook: "Executive Business Review")))
    #expect(try !isKept(cta(.new, type: .objective, playbook: "Executive Business Review")))
  }

  @Test(arguments: [(89, true), (90, false)])
  func `one that was closed counts for so many days`(days: Int, isKept: Bool) throws {
    #expect(try self.isKept(cta(.closedSuccess, closedFor: days), again: .days(90)) == isKept)
  }

  @Test func `what is opened once in a life is never opened again`() throws {
    #expect(try isKept(cta(.notRelevant, closedFor: 4_000), again: .never))
  }
}
