import CustomerSuccess

/// `Survey_Response__c.csv`: a survey after the onboarding and one before each renewal, to the
/// administrators and some others; not everybody answers.
struct SurveyFile: CompanyFile {
  static let name = "Survey_Response__c"
  static let columns = [
    "Id", "Account__c", "Survey__c", "Respondent__c", "Email__c", "Sent_Date__c",
    "Responded_Date__c", "NPS_Score__c", "Satisfaction__c", "Comment__c",
  ]

  /// No customer got more.
  private static let limit = 16
  private static let renewalsRemembered = 3

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("surveys", account)
    let people = ContactPlan.contacts(of: account, seed: company.seed).filter { $0.email != nil }
    guard account.tam != nil, !people.isEmpty else { return [] }
    let sends = waves(of: account).flatMap { wave in
      people.prefix(random.within(1...4)).map { (wave.kind, wave.day, $0) }
    }
    return sends.prefix(Self.limit).enumerated().map { place, send in
      let number = account.index * Self.limit + place + 1
      return record(account, number, send.0, send.1, send.2, &random)
    }
  }

  /// The newest first.
  private func waves(of account: AccountPlan) -> [(kind: SurveyKind, day: Day)] {
    let today = company.today
    var waves: [(kind: SurveyKind, day: Day)] = []
    if let renewal = account.renewal {
      let first = renewal.adding(days: -SurveySchedule.daysBeforeRenewal)
      waves = (0...Self.renewalsRemembered).map { (.preRenewal, first.adding(months: -12 * $0)) }
    }
    waves.append((.postOnboarding, account.since.adding(days: SurveySchedule.daysAfterStart)))
    return waves.filter { $0.day <= today && $0.day > account.since }
  }

  private func record(
    _ account: AccountPlan, _ number: Int, _ kind: SurveyKind, _ sent: Day,
    _ contact: ContactPlan, _ random: inout Random
  ) -> [String?] {
    let answered = sent.adding(days: random.within(0...12))
    let answers = random.chance(0.55) && answered <= company.today
    let feeling = min(max(random.around(account.mood, 0.4), 0), 1)
    let scale = Satisfaction.allCases
    let satisfaction = scale[min(Int(feeling * Double(scale.count)), scale.count - 1)]
    let topic = random.pick(Topic.all)
    let remark = account.shape == .escapeSequences ? HostileText.note : random.pick(topic.remarks)
    let hasSatisfaction = random.chance(0.85)
    let hasComment = random.chance(0.5)
    return [
      RecordID.make("a0V", number), account.id, kind.rawValue, contact.person.name, contact.email,
      sent.description, answers ? answered.description : nil,
      answers ? ExportText.number(Int((feeling * 10).rounded())) : nil,
      answers && hasSatisfaction ? satisfaction.rawValue : nil,
      answers && hasComment ? remark : nil,
    ]
  }
}
