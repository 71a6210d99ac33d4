import CustomerSuccess

/// `Task.csv`: what sales noted in Salesforce.
struct TaskFile: CompanyFile {
  static let name = "Task"
  static let columns =
    ["Id", "AccountId", "Type", "Subject", "Status", "ActivityDate", "OwnerId", "Description"]
    + Bookkeeping.columns

  /// No customer has more.
  static let limit = 8

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("sales tasks", account)
    return (0..<random.below(Self.limit / 2)).map { place in
      let day = company.today.adding(days: -random.within(1...300))
      let topic = random.pick(Topic.all)
      return [
        RecordID.make("00T", account.index * Self.limit + place + 1), account.writtenID,
        random.pick(["Call", "Email", "Demo"]), "Follow up on \(topic.name)", "Completed",
        day.description, account.owner.id, random.chance(0.5) ? random.pick(topic.remarks) : nil,
      ] + Bookkeeping.cells(created: day)
    }
  }
}

/// `Event.csv`: meetings in the calendars of sales.
struct EventFile: CompanyFile {
  static let name = "Event"
  static let columns =
    ["Id", "AccountId", "Type", "Subject", "ActivityDate", "OwnerId", "Description"]
    + Bookkeeping.columns

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("sales events", account)
    return (0..<random.below(3)).map { place in
      let day = company.today.adding(days: random.within(-200...40))
      let topic = random.pick(Topic.all)
      return [
        RecordID.make("00U", account.index * TaskFile.limit + place + 1), account.writtenID,
        random.pick(["Meeting", "Workshop", "Demo"]), "\(topic.name) with the account team",
        day.description, account.owner.id, nil,
      ] + Bookkeeping.cells(created: day.adding(days: -14))
    }
  }
}
