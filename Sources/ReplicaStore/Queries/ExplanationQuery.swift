package import CustomerSuccess

extension Replica {
  /// Why a customer has the health it has, judged anew from the rows here; nil when the replica does
  /// not hold the customer.
  package func healthExplanation(of id: Account.ID, today: Day) throws -> HealthExplanation? {
    try file.read { connection in
      let rows = RowReading(connection: connection)
      guard let account = try rows.row(Account.table, id.rawValue) else { return nil }
      let configuration = try HealthConfiguration(in: rows)
      let scoring = HealthScoring(configuration)
      let facts = try ScoringFacts(
        account, from: rows, today: today, for: Set(scoring.measures))
      let measures = try connection.measures(of: id)
      let people = try measures.compactMap { $0[HealthMeasure.setBy] }.compactMap {
        try rows.row(User.table, $0.rawValue)
      }
      return HealthExplanation(
        account, measures: measures, findings: scoring.findings(facts), configuration,
        userNames: Dictionary(
          people.map { ($0.id, $0[User.name] ?? $0.id) }, uniquingKeysWith: { first, _ in first }),
        now: environment.now())
    }
  }
}
