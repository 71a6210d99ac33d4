import CustomerSuccess

/// Judges the customers of a book by the numbers in force and by those tried out.
struct WhatIfTrial {
  let replica: Replica
  let question: WhatIfQuestion
  /// Measures whose own scores may become others.
  let rejudged: Set<Measure>
  let present: HealthConfiguration
  let tried: HealthConfiguration
  let owner: WhatIfPage.Person?
  let today: Day

  struct Judged {
    let line: PortfolioRow
    let old: OverallHealth?
    let new: OverallHealth?
    let isMoving: Bool
    /// Whether it belongs to the owner tried out, now and then.
    let isOwned: Bool
    let movers: [HealthMover]
  }

  func judged() throws -> [Judged] {
    let own = try replica.portfolio(question.book, details: [.measures], today: today)
    var lines = own
    var known = Set(own.map(\.id))
    if let id = owner?.id {
      let theirs = try replica.portfolio(.user(id), details: [.measures], today: today)
      lines += theirs.filter { known.insert($0.id).inserted }
    }
    if let also = question.also, known.insert(also).inserted,
      var line = try replica.portfolioRow(also, today: today)
    {
      line.details.measures = Scorecard.scores(in: try replica.measures(of: also))
      lines.append(line)
    }
    let moving = question.moving.isEmpty ? Set(own.map(\.id)) : question.moving
    return try lines.map { try judged($0, wouldMove: moving.contains($0.id)) }
  }

  private func judged(_ line: PortfolioRow, wouldMove: Bool) throws -> Judged {
    let moves = owner != nil && wouldMove && line.ownerID != owner?.id
    let isOwned = owner.map { line.ownerID == $0.id } ?? false
    guard !line.details.measures.isEmpty else {
      // Without a measure here there is only the health that came, which nothing here can move.
      let health = line.health.map {
        OverallHealth(score: line.healthScore ?? 0, color: $0, isForcedRed: false)
      }
      return Judged(
        line: line, old: health, new: health, isMoving: moves, isOwned: isOwned, movers: [])
    }
    let hasTAM = moves ? owner?.id != nil : line.ownerID != nil
    let old = Scorecard.counting(line.details.measures, hasTAM: line.ownerID != nil)
    let new = Scorecard.counting(try scores(of: line), hasTAM: hasTAM)
    let (before, after) = (Scorecard(present.scorecard), Scorecard(tried.scorecard))
    return Judged(
      line: line, old: before.overall(of: old), new: after.overall(of: new), isMoving: moves,
      isOwned: isOwned,
      movers: before.movers(of: old, to: after, new).filter { abs($0.points) >= Self.leastShown })
  }

  /// Less rounds to nothing on every screen.
  private static let leastShown = 0.05

  /// A score becomes another only where the numbers tried out say another than those in force: what
  /// was scored before today's rows is no part of the trial.
  private func scores(of line: PortfolioRow) throws -> [Measure: Double] {
    var scores = line.details.measures
    if rejudged.contains(.engagement) {
      let (now, then) = (engagement(of: line, present), engagement(of: line, tried))
      if now != then { scores[.engagement] = then }
    }
    if rejudged.contains(.supportIssues),
      let account = try replica.row(Account.table, line.id.rawValue)
    {
      let facts = try ScoringFacts(account, from: replica, today: today, for: [.supportIssues])
      let now = HealthScoring(present).finding(of: .supportIssues, facts)?.score
      let then = HealthScoring(tried).finding(of: .supportIssues, facts)?.score
      if now != then { scores[.supportIssues] = then }
    }
    return scores
  }

  private func engagement(of line: PortfolioRow, _ numbers: HealthConfiguration) -> Double? {
    var line = line
    line.rhythm = numbers.cadence
    return line.cadence(today: today).score(numbers.bands)
  }
}

extension WhatIfTrial {
  /// The worst new health first; as the portfolio orders customers.
  static func ranked(_ judged: [Judged]) -> [WhatIfRow] {
    let old = ranks(judged, by: \.old)
    let new = ranks(judged, by: \.new)
    return judged.map { one in
      WhatIfRow(
        line: one.line, old: one.old, new: one.new, oldRank: old[one.line.id] ?? 0,
        newRank: new[one.line.id] ?? 0, isMoving: one.isMoving, movers: one.movers)
    }.sorted { $0.newRank < $1.newRank }
  }

  private static func ranks(
    _ judged: [Judged], by health: KeyPath<Judged, OverallHealth?>
  ) -> [Account.ID: Int] {
    // What is missing goes behind everything that is there.
    func key(_ one: Judged) -> (Double, Int, String) {
      (
        one[keyPath: health]?.score ?? .infinity,
        one.line.renewalDate?.daysSinceEpoch ?? .max, one.line.id.rawValue
      )
    }
    let sorted = judged.map { (id: $0.line.id, key: key($0)) }.sorted { $0.key < $1.key }
    return Dictionary(
      sorted.enumerated().map { ($1.id, $0 + 1) }, uniquingKeysWith: { first, _ in first })
  }

  func totals(_ judged: [Judged], isNew: Bool) -> WhatIfTotals {
    func color(_ one: Judged) -> Sentiment? { (isNew ? one.new : one.old)?.color }
    let owned = judged.filter { $0.isOwned || (isNew && $0.isMoving) }
    return WhatIfTotals(
      colors: Dictionary(judged.map { (color($0), 1) }, uniquingKeysWith: +),
      atRisk: PortfolioSums(
        judged.filter { color($0) == .red && $0.line.isActive }.map(\.line)
      ).arr,
      owned: owned.count, ownedARR: PortfolioSums(owned.map(\.line)).arr)
  }
}
