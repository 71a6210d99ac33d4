import CustomerSuccess
import ReplicaStore
import Terminal

/// The scorecard: groups and measures with weight, score, trend, history, age and comment.
struct ScorecardSection: @MainActor CustomerSection {
  static let name = "scorecard"
  static let title: SafeText = "Scorecard"
  static let letter: Character = "r"
  static let group = CustomerSectionGroup.overview

  static func count(in counts: CustomerCounts) -> Int? { counts.measures }

  /// The line of all measures together.
  static let overallItem = "overall"

  /// Nil until it was read.
  var facts: ScorecardFacts?

  func readings(of customer: Account.ID) -> [Load] { [Load(ScorecardReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let facts = loaded.answer(to: ScorecardReading(id: customer)) { self.facts = facts }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let facts else { return SectionLine.loading(frame) }
    let card = ScorecardText(page: frame.page, facts: facts, today: frame.today)
    let trial: SafeText = "\(frame.keys["whatIf.show"]) tries other weights, limits, owners."
    return [overall(card, in: frame)] + notes(card, in: frame)
      + card.groups.flatMap { group in
        [SectionLine.heading(card.heading(of: group))]
          + group.measures.flatMap { lines(of: $0, card, in: frame) }
      } + [SectionLine(isPassive: true) { $0.write(trial, row: 0, column: 0, role: .muted) }]
  }

  private func overall(_ card: ScorecardText, in frame: SectionFrame) -> SectionLine {
    let source = SectionLine.Source(
      row: frame.page.customer.account, column: Account.healthScore.column)
    let line = card.overallLine(frame)
    return .item(Self.overallItem, source) { $0.scored(line, frame) }
  }

  /// Why the color is not what the points say, and what an empty scorecard means.
  private func notes(_ card: ScorecardText, in frame: SectionFrame) -> [SectionLine] {
    guard card.overall != nil else {
      return SectionLine.note("Every measure is NA, so the customer has no health.", in: frame)
    }
    let forced = card.explanation(now: frame.now).forced.map { [SafeText(sanitizing: $0)] } ?? []
    let sum = frame.isOpen(Self.overallItem) ? card.explanationOfAll(now: frame.now) : []
    return SectionLine.details(of: Self.overallItem, sum, in: frame)
      + (forced + card.contradictions).flatMap { SectionLine.note($0, in: frame) }
  }

  private func lines(
    of measure: Measure, _ card: ScorecardText, in frame: SectionFrame
  ) -> [SectionLine] {
    let row = card.row(of: measure)
    let comment = row[HealthMeasure.comment] ?? ""
    let line = card.line(of: measure, frame)
    let head = SectionLine.item(measure.rawValue, .init(row: row), words: comment) {
      $0.scored(line, frame)
    }
    guard frame.isOpen(measure.rawValue) else {
      return comment.isEmpty || ScoredLine.hasRoomForComment(width: frame.width)
        ? [head] : [head] + commentLine(comment, of: measure)
    }
    return [head]
      + SectionLine.details(
        of: measure.rawValue, card.explanation(of: measure, now: frame.now), in: frame)
  }

  /// The beginning of the comment, where the line itself has no room for it.
  private func commentLine(_ comment: String, of measure: Measure) -> [SectionLine] {
    let line = SectionLine(item: measure.rawValue, part: 1) { canvas in
      let text = SafeText(sanitizing: comment, limit: max(canvas.columns - 2, 0))
      canvas.write(text, row: 0, column: 2, role: .muted)
    }
    return [line]
  }
}

// MARK: The sentiment, set by hand

extension ScorecardSection {
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    if request.verb == .view { return [goBehind(request.item, frame.keys)] }
    guard request.verb == .edit || request.verb == .status else { return nil }
    let sentiment = Measure.tamSentiment.rawValue
    if request.verb == .edit, let item = request.item, item != sentiment {
      let name = SafeText(sanitizing: item == Self.overallItem ? "The overall health" : item)
      return [
        .say(
          """
          \(name) is scored by rules; \(frame.keys["customer360.open"]) says why. \
          \(frame.keys["customer360.status"]) sets the TAM Sentiment.
          """)
      ]
    }
    var request = request
    request.items = [sentiment]
    request.column = HealthMeasure.score.name
    guard let value = request.value else { return [.show(.menu(menu(request)))] }
    let label: SafeText = value == .null ? "NA" : SafeText(sanitizing: String(stored: value) ?? "")
    return FieldEditor(request: request).prompt(
      "TAM Sentiment \(label), because", advice: "why; empty keeps the comment, Esc leaves")
  }

  /// To the section with the rows that the measure is made of.
  private func goBehind(_ item: String?, _ keys: KeyNames) -> AppEffect {
    guard let measure = item.flatMap(Measure.init) else {
      return .say("Go to a measure; \(keys["customer360.view"]) shows the rows behind it.")
    }
    let name =
      switch measure {
      case .roi: "plans"
      case .tamSentiment, .engagement: TimelineSection.name
      case .personaEngagement: ContactsSection.name
      case .supportIssues, .emergencyTickets: "tickets"
      case .licenseUsage: AdoptionSection.name
      case .userEngagement: UserAdoptionSection.name
      case .scm, .ci, .devSecOps, .cd: UsageTrendsSection.name
      }
    guard CustomerSections.type(named: name) != nil else {
      return .say("\(keys["customer360.open"]) says what is behind it.")
    }
    return .call(.customer360(.section(name)))
  }

  private func menu(_ request: SectionRequest) -> Menu {
    func item(_ title: SafeText, _ value: Value) -> Menu.Item {
      var request = request
      request.value = value
      return Menu.Item(title: title, effects: [.call(.customer360(.request(request)))])
    }
    let colors = Sentiment.allCases.map { item(Words.plain($0), $0.stored) }
    return Menu(title: "TAM Sentiment", items: colors + [item("NA: no opinion", .null)])
  }

  func take(
    _ text: String, for request: SectionRequest, in frame: SectionFrame
  ) -> PromptReply {
    let row = frame.page.measures.first { $0[HealthMeasure.measure] == .tamSentiment }
    let change = SetSentiment(
      account: frame.customer, sentiment: request.value.flatMap { Sentiment(stored: $0) },
      comment: text.isEmpty ? nil : text, seen: row?[HealthMeasure.score])
    return .done([.perform([.setSentiment(change)], label: nil)])
  }
}
