import CustomerSuccess
import ReplicaStore
import Terminal

/// What people at the customer answered to surveys, what that comes to, and who said nothing
/// (features A14).
struct SurveysSection: @MainActor CustomerSection {
  static let name = "surveys"
  static let title: SafeText = "Surveys"
  static let letter: Character = "v"
  static let group = CustomerSectionGroup.business

  static func count(in counts: CustomerCounts) -> Int? { counts.answeredSurveys }

  /// Nil until it was read.
  var book: SurveyBook?

  /// A screen holds no more of them beside the answers.
  private static let quartersShown = 6

  func readings(of customer: Account.ID) -> [Load] { [Load(SurveyReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let book = loaded.answer(to: SurveyReading(id: customer)) { self.book = book }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let book else { return SectionLine.loading(frame) }
    let next = SurveyText.next(book, frame)
    guard !book.surveys.isEmpty else {
      return SectionLine.note("No survey has gone to anybody here. \(next)", in: frame)
    }
    let answered = book.surveys.filter(Survey.isAnswered)
    let silent = book.surveys.filter { !Survey.isAnswered($0) }
    return [.heading("The last 12 months")] + roll(up: book, next, in: frame)
      + quarters(of: book, in: frame) + [.heading("Answers: \(answered.count)")]
      + (answered.isEmpty
        ? SectionLine.note("Nobody has answered yet.", in: frame)
        : answered.flatMap { lines(of: $0, in: frame) })
      + (silent.isEmpty ? [] : [.heading("Not answered: \(silent.count)")])
      + silent.flatMap { lines(of: $0, in: frame) }
  }

  private func roll(
    up book: SurveyBook, _ next: SafeText, in frame: SectionFrame
  ) -> [SectionLine] {
    let start = frame.today.adding(months: -12)
    let score = SurveyScore(
      book.surveys.filter { ($0[Survey.sentOn] ?? $0[Survey.answeredOn] ?? start) > start })
    var lines = SurveyText.facts(score).map { fact in
      SectionLine {
        $0.labeled(fact.label, fact.value, row: 0, labelWidth: 8, role: fact.role)
      }
    }
    for (index, text) in next.wrapped(to: max(frame.width - 9, 1)).enumerated() {
      lines.append(
        SectionLine { $0.labeled(index == 0 ? "Next" : "", text, row: 0, labelWidth: 8) })
    }
    return lines
  }

  /// Nothing while one quarter is all there is.
  private func quarters(of book: SurveyBook, in frame: SectionFrame) -> [SectionLine] {
    let quarters = SurveyTrend.quarters(of: book.surveys)
    guard quarters.count > 1 else { return [] }
    return [.heading("By quarter sent")]
      + quarters.prefix(Self.quartersShown).map { quarter, score in
        SectionLine { $0.surveyQuarter(quarter, score, glyphs: frame.glyphs) }
      }
  }

  private func lines(of survey: Row, in frame: SectionFrame) -> [SectionLine] {
    let comment = survey[Survey.comment] ?? ""
    let words = [comment, survey[Survey.email] ?? ""].joined(separator: "\n")
    let line = SectionLine.item(survey.id, .init(row: survey), words: words) {
      $0.survey(survey, frame)
    }
    guard frame.isOpen(survey.id) else {
      guard !comment.isEmpty else { return [line] }
      let preview = SafeText(sanitizing: comment, limit: max(frame.width - 2, 0))
      return [
        line,
        SectionLine(item: survey.id, part: 1, isPassive: true) {
          $0.write(preview, row: 0, column: 2, role: .muted)
        },
      ]
    }
    return [line]
      + SectionLine.details(
        of: survey.id, SurveyText.details(survey, frame.keys), in: frame, role: .muted)
      + SectionLine.details(
        of: survey.id, SafeText.lines(sanitizing: comment, lineLimit: 500), in: frame)
  }
}

extension SurveysSection {
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    switch request.verb {
    case .add: followUp(on: request.item, in: frame)
    case .open, .edit, .remove, .status, .date, .view, .write: nil
    }
  }

  /// A CTA about what somebody answered, or did not (methodology 2.3).
  private func followUp(on id: String?, in frame: SectionFrame) -> [AppEffect] {
    guard let survey = book?.surveys.first(where: { $0.id == id }) else {
      let add = frame.keys["customer360.add"]
      return [.say("Go to an answer first; \(add) adds a CTA about it.")]
    }
    let account = frame.page.customer.account
    let tam = account[Account.tam]
    let isNegative = SurveyAnswer(survey).isNegative
    return [
      .read(
        SurveyFollowUp(
          account: frame.customer, name: SurveyText.who(survey).text, said: SurveyAnswer(survey),
          due: frame.today.adding(days: isNegative ? 7 : 14),
          tam: tam ?? frame.surroundings.me))
    ]
  }
}

/// The surveys of one customer, and who gets the next one.
nonisolated struct SurveyBook: Equatable, Sendable {
  /// Rows of ``Survey``, the newest first.
  var surveys: [Row] = []
  /// How many contacts the next one goes to.
  var recipients = 0
}

nonisolated struct SurveyReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> SurveyBook {
    SurveyBook(
      surveys: try replica.surveys(of: id),
      recipients: try replica.contacts(of: id).count(where: Contact.isSurveyed))
  }
}

/// Adds a CTA about an answer, unless one like it is open.
nonisolated struct SurveyFollowUp: Inquiry {
  let account: Account.ID
  /// Of the person who was asked.
  let name: String
  let said: SurveyAnswer
  let due: Day
  let tam: User.ID?
  var isQuick: Bool { true }

  struct Found: Sendable {
    /// The name of a CTA like it that is open.
    let open: String?
    /// Of the TAM; what is bad goes there.
    let manager: User.ID?
  }

  func answer(from replica: Replica, today: Day) throws -> Found {
    Found(
      open: try replica.lookalikes(of: title, type: type, at: account).first?.name,
      manager: try tam.flatMap { try replica.row(User.table, $0.rawValue)?[User.manager] })
  }

  @MainActor func effects(of found: Found) -> [AppEffect] {
    if let open = found.open {
      let name = SafeText(sanitizing: open, limit: 60)
      return [.say("One like it is open: \(name). The Cockpit shows it.")]
    }
    var fields = Fields()
    fields[CTA.name] = title
    fields[CTA.type] = type
    if said.isNegative { fields[CTA.reason] = RiskReason.sentiment.rawValue }
    fields[CTA.priority] = said.isNegative ? .high : .medium
    fields[CTA.dueDate] = due
    fields[CTA.owner] = said.isNegative ? found.manager ?? tam : tam
    return [
      .perform([.addCTA(AddCTA(id: CTA.ID(""), account: account, fields: fields))], label: nil)
    ]
  }

  private var type: CTAType { said.isNegative ? .risk : .activity }

  private var title: String {
    switch said {
    case .negative: "Survey: ask \(name) what went wrong"
    case .positive: "Survey: thank \(name), and ask for a reference"
    case .missing: "Survey: ask \(name) for an answer"
    }
  }
}
