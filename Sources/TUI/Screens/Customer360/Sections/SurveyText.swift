import CustomerSuccess
import ReplicaStore
import Terminal

/// Surveys as people read them.
enum SurveyText {
  /// Whom it went to; never empty.
  static func who(_ survey: Row) -> SafeText {
    SafeText(
      sanitizing: survey[Survey.respondent] ?? survey[Survey.email] ?? "somebody", limit: 60)
  }

  /// NPS, CSAT, and how many answered.
  static func facts(_ score: SurveyScore) -> [(label: SafeText, value: SafeText, role: Role)] {
    let answers = Words.count(score.recommendations, "answer", "answers")
    let points = score.netPromoter.map { "\($0), from \(answers)" as SafeText } ?? "no answer"
    let target = decimal(SurveyScore.satisfactionTarget)
    let average = score.averageSatisfaction
    let satisfaction: SafeText =
      average.map { "\(decimal($0)) of 5, from \(score.satisfactions); aim above \(target)" }
      ?? "no answer"
    return [
      ("NPS", points, (score.netPromoter ?? 0) < 0 ? .risk : .text),
      ("CSAT", satisfaction, isLow(average) ? .watch : .text),
      ("Answered", "\(score.answered) of \(score.sent)", .text),
    ]
  }

  /// When the next one goes out and to how many, or what is missing for it.
  static func next(_ book: SurveyBook, _ frame: SectionFrame) -> SafeText {
    let account = frame.page.customer.account
    guard account[Account.status] != .inactive else { return "none: the customer is inactive" }
    let date = SurveySchedule.next(
      after: frame.today, customerSince: account[Account.originalContractDate],
      renewal: account[Account.renewalDate])
    guard let date else { return "120 days before the renewal after this one" }
    let when = Words.distance(date.day, today: frame.today)
    let people: SafeText =
      book.recipients == 0
      ? "nobody: no contact who takes mail is GitLab Admin"
      : Words.count(book.recipients, "contact", "contacts")
    return "\(Words.plain(date.kind)) \(Words.plain(date.day)), \(when), to \(people)"
  }

  /// What lies open below its line, the comment left out.
  static func details(_ survey: Row, _ keys: KeyNames) -> [SafeText] {
    let columns = Survey.table.columns.filter {
      $0.name != Survey.account.name && $0.name != Survey.comment.name
    }
    let values = columns.compactMap { column -> SafeText? in
      let value = AttributeText.shown(
        survey[column: column.name], column: column, currency: nil, userNames: [:])
      return value.isEmpty ? nil : "\(SafeText(sanitizing: column.label)): \(value)"
    }
    guard !Survey.isAnswered(survey) else { return values }
    return values + ["No answer yet; \(keys["customer360.add"]) adds a CTA to ask for one."]
  }

  fileprivate static func decimal(_ number: Double) -> SafeText {
    SafeText(sanitizing: PlainNumber.decimal(number, digits: 1))
  }

  fileprivate static func isLow(_ average: Double?) -> Bool {
    average.map { $0 <= SurveyScore.satisfactionTarget } ?? false
  }
}

extension Canvas {
  private static let surveyColumns = [
    TableColumn("Day", minimum: 10, ideal: 10, priority: 10),
    TableColumn("Score", minimum: 12, ideal: 12, priority: 9),
    TableColumn("Who", minimum: 8, ideal: 18, priority: 8, isFlexible: true),
    TableColumn("Satisfaction", minimum: 17, ideal: 17, priority: 7),
    TableColumn("Survey", minimum: 15, ideal: 15, priority: 5),
    TableColumn("Address", minimum: 18, ideal: 26, priority: 3, isFlexible: true),
  ]

  /// The day of the answer or of the sending, the score with its name, who, how satisfied.
  mutating func survey(_ survey: Row, _ frame: SectionFrame) {
    let score = survey[Survey.recommendation]
    let kind = score.flatMap(Recommendation.init)
    let satisfaction = survey[Survey.satisfaction]
    let day = survey[Survey.answeredOn] ?? survey[Survey.sentOn]
    let waits = survey[Survey.sentOn].map { Words.distance($0, today: frame.today) } ?? "sent"
    let number = score.map { "\($0)" as SafeText } ?? "-"
    let name = kind.map { SafeText(sanitizing: $0.rawValue) } ?? ""
    let texts: [(SafeText, Role)] = [
      (day.map(Words.plain) ?? "no date", .text),
      Survey.isAnswered(survey)
        ? ("\(number.fitted(to: 2, alignment: .trailing)) \(name)", kind.map(Role.of) ?? .muted)
        : (waits, .muted),
      (SurveyText.who(survey), .text),
      (
        satisfaction.map(Words.plain) ?? "",
        satisfaction.map { $0.isPositive ? .text : .watch } ?? .text
      ),
      (survey[Survey.kind].map(Words.plain) ?? "", .muted),
      (SafeText(sanitizing: survey[Survey.email] ?? ""), .muted),
    ]
    for place in TableLayout(Self.surveyColumns, width: columns, gap: 1).columns {
      let (text, role) = texts[place.index]
      write(text.truncated(to: place.width), row: 0, column: place.column, role: role)
    }
  }

  private static let quarterColumns = [
    TableColumn("Quarter", minimum: 7, ideal: 7, priority: 10),
    TableColumn("NPS", minimum: 8, ideal: 8, priority: 9),
    TableColumn("Bar", minimum: 10, ideal: 10, priority: 5),
    TableColumn("CSAT", minimum: 8, ideal: 8, priority: 8),
    TableColumn("Answered", minimum: 17, ideal: 17, priority: 7),
  ]

  /// A quarter's NPS as a number and a bar from -100 to 100, its CSAT, and how many answered.
  mutating func surveyQuarter(
    _ quarter: FiscalQuarter, _ score: SurveyScore, glyphs: GlyphSet
  ) {
    let points = score.netPromoter
    let number = (points.map { "\($0)" as SafeText } ?? "-").fitted(to: 4, alignment: .trailing)
    let bar = points.map {
      Charts.bar(Double($0 + 100) / 200, width: 10, glyphs: glyphs)
    }
    let average = score.averageSatisfaction
    let texts: [(SafeText, Role)] = [
      (Words.plain(quarter), .muted),
      ("NPS \(number)", (points ?? 0) < 0 ? .risk : .text),
      (bar ?? "", (points ?? 0) < 0 ? .risk : .good),
      (
        "CSAT \(average.map(SurveyText.decimal) ?? "-")", SurveyText.isLow(average) ? .watch : .text
      ),
      ("\(score.answered) of \(score.sent) answered", .muted),
    ]
    for place in TableLayout(Self.quarterColumns, width: columns, gap: 1).columns {
      let (text, role) = texts[place.index]
      write(text.truncated(to: place.width), row: 0, column: place.column, role: role)
    }
  }
}

extension Role {
  fileprivate static func of(_ recommendation: Recommendation) -> Role {
    switch recommendation {
    case .promoter: .good
    case .passive: .watch
    case .detractor: .risk
    }
  }
}
