import CustomerSuccess

/// `Success_Plan__c.csv`.
struct SuccessPlanFile: CompanyFile {
  static let name = "Success_Plan__c"
  static let columns = [
    "Id", "Account__c", "Name", "Type__c", "Status__c", "Owner__c", "Due_Date__c", "Strategy__c",
    "Highlights__c", "Active_Date__c", "CreatedDate",
  ]

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    guard SuccessPlanPlan.exists(account) else { return [] }
    var random = company.random("plan", account)
    let isActive = account.mood > 0.3 || random.chance(0.5)
    let created = account.since.adding(days: min(20, account.since.days(until: company.today)))
    let topic = random.pick(Topic.all)
    return [
      [
        SuccessPlanPlan.id(account), account.id, "Success plan \(company.today.parts.year)",
        (account.index % 6 == 5 ? SuccessPlanType.stageAdoption : .roi).rawValue,
        (isActive ? SuccessPlanStatus.active : .draft).rawValue, account.tam?.id,
        company.today.adding(days: random.within(60...330)).description,
        isActive ? "Build on \(topic.name). \(random.pick(topic.nextSteps))" : nil,
        isActive && random.chance(0.7) ? random.pick(topic.remarks) : nil,
        isActive ? created.adding(days: 7).description : nil,
        ExportText.moment(created, secondOfDay: 41_000),
      ]
    ]
  }
}

/// `Call_To_Action__c.csv`.
struct CTAFile: CompanyFile {
  static let name = "Call_To_Action__c"
  static let columns = [
    "Id", "Account__c", "Name", "Type__c", "Reason__c", "Status__c", "Priority__c", "Owner__c",
    "Due_Date__c", "Original_Due_Date__c", "Start_Date__c", "Closed_Date__c", "Playbook__c",
    "Source__c", "Comments__c", "Success_Criteria__c", "Outcome__c", "Success_Plan__c",
    "Objective_Category__c", "Stage__c", "Snoozed_Until__c", "Snooze_Reason__c", "CreatedDate",
  ]

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("cta details", account)
    let owner = account.tam ?? company.staff.managers[account.index % company.staff.managers.count]
    return CTAPlan.ctas(of: account, in: company).map { cta in
      let topic = random.pick(Topic.all)
      let playbook = cta.playbook
      let wasMoved = random.chance(0.2)
      return [
        cta.id, account.id, account.shape == .escapeSequences ? HostileText.subject : cta.name,
        playbook.type.rawValue, playbook.reason, cta.status.rawValue, playbook.priority.rawValue,
        owner.id, cta.due.description,
        (wasMoved ? cta.due.adding(days: -14) : cta.due).description, cta.start.description,
        cta.closed?.description, playbook.name, random.chance(0.5) ? "Rule" : "Manual",
        random.chance(0.4) ? random.pick(topic.remarks) : nil,
        cta.isInPlan ? "\(topic.name) is in use in three more teams" : nil,
        cta.isInPlan && cta.closed != nil ? random.pick(topic.remarks) : nil,
        cta.isInPlan ? SuccessPlanPlan.id(account) : nil, playbook.category?.rawValue,
        playbook.stage?.rawValue, cta.snoozedUntil?.description,
        cta.snoozedUntil.map { _ in random.pick(SnoozeReason.allCases).rawValue },
        ExportText.moment(cta.start, secondOfDay: 32_400),
      ]
    }
  }
}

/// `CTA_Task__c.csv`.
struct CTATaskFile: CompanyFile {
  static let name = "CTA_Task__c"
  static let columns = [
    "Id", "Account__c", "Call_To_Action__c", "Name", "Owner__c", "Due_Date__c", "Status__c",
    "Priority__c", "Description__c", "Position__c", "Closed_Date__c",
  ]

  /// No playbook has more steps.
  private static let stepLimit = 10
  /// Of closed CTAs only some kept their tasks.
  private static let keptShare = 0.3

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("tasks", account)
    let first = company.ctaStarts[account.index]
    return CTAPlan.ctas(of: account, in: company).enumerated().flatMap { place, cta in
      guard cta.closed == nil || random.chance(Self.keptShare) else { return [[String?]]() }
      return cta.playbook.tasks.prefix(Self.stepLimit).enumerated().map { step, name in
        let number = (first + place) * Self.stepLimit + step + 1
        return record(account, cta, name, step, number, &random)
      }
    }
  }

  private func record(
    _ account: AccountPlan, _ cta: CTAPlan, _ name: String, _ step: Int, _ number: Int,
    _ random: inout Random
  ) -> [String?] {
    let steps = cta.playbook.tasks.count
    let length = cta.start.days(until: cta.due)
    let due = cta.start.adding(days: length * (step + 1) / steps)
    let isDone = cta.closed != nil || (cta.status == .workInProgress && step * 2 < steps)
    let status: TaskStatus = isDone ? (random.chance(0.9) ? .closed : .skipped) : .open
    return [
      RecordID.make("a0K", number), account.id, cta.id, name, account.tam?.id, due.description,
      status.rawValue, cta.playbook.priority.rawValue, nil, ExportText.number(step + 1),
      isDone ? min(company.today, cta.closed ?? due).description : nil,
    ]
  }
}
