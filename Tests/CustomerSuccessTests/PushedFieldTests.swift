import CustomerSuccess
import Testing

@Suite struct PushedFieldTests {
  private func value(
    _ label: String, _ facts: PushFacts, _ health: HealthConfiguration = .standard
  ) -> Value? {
    PushedObject.account.fields.first { $0.label == label }?.value(of: facts, health)
  }

  private func account(_ fill: (inout Row) -> Void = { _ in }) -> PushFacts {
    var row = Row(Account.table, id: "a")
    fill(&row)
    return PushFacts(row)
  }

  @Test(arguments: [
    ("[GS] Health Score Value", "GS_Health_Score_Value__c"),
    ("[GS] Health: CD", "GS_Health_CD__c"),
    ("[GS] Geo?", "GS_Geo__c"),
    ("[GS] Slack Channel Link", "GS_Slack_Channel__c"),
    ("[GS] Total Number of Success Plans", "GS_Total_Number_of_Success_Plans__c"),
  ])
  func `a field is called as it was imported, or as Salesforce proposes`(
    label: String, name: String
  ) {
    #expect(PushedObject.account.fields.first { $0.label == label }?.usualName == name)
  }

  @Test func `what both sides write is none of ours alone`() {
    #expect(!PushedObject.account.fields.contains { $0.source == .column(Account.tam.column) })
  }

  @Test func `scores go in whole points, measures as colors`() {
    var facts = account { row in
      row[Account.healthScore] = 71.4999
      row[Account.healthColor] = .yellow
    }
    facts.measures = [.ci: 80, .scm: 20, .tamSentiment: 60]
    #expect(value("[GS] Health Score Value", facts) == .integer(71))
    #expect(value("[GS] Overall Health Score", facts) == .text("Yellow"))
    #expect(value("[GS] Health Score Hex code", facts) == .text("#f1b211"))
    #expect(value("[GS] Health: CI", facts) == .text("Green"))
    #expect(value("[GS] Health: SCM", facts) == .text("Red"))
    #expect(value("[GS] Health: CD", facts) == .null)
    #expect(value("[GS] CSM Sentiment", facts) == .text("Yellow"))
    #expect(value("[GS] Health: Overall Product Usage", facts) == .text("Yellow"))
  }

  @Test func `a color is that of the scorecard everybody judges by`() {
    var facts = account()
    facts.measures = [.ci: 75]
    let groups = ScorecardConfiguration.eraB.groups
    let warehouse = HealthConfiguration(
      scorecard: ScorecardConfiguration(groups: groups, bands: .warehouse))
    #expect(value("[GS] Health: CI", facts) == .text("Green"))
    #expect(value("[GS] Health: CI", facts, warehouse) == .text("Yellow"))
  }

  @Test(arguments: [
    (Bool?.some(true), Bool?.some(true), Value.text("Referenceable")),
    (nil, true, .text("Nominated")),
    (false, nil, .null),
  ])
  func `the reference status says how far it has come`(
    isReferenceable: Bool?, isNominated: Bool?, status: Value
  ) {
    let facts = account { row in
      row[Account.isReferenceable] = isReferenceable
      row[Account.isNominated] = isNominated
    }
    #expect(value("[GS] Reference Status", facts) == status)
  }
}
