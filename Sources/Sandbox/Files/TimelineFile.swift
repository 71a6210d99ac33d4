import CustomerSuccess

/// `Timeline_Activity__c.csv`: what was said with customers, and when.
struct TimelineFile: CompanyFile {
  static let name = "Timeline_Activity__c"
  static let columns = [
    "Id", "Account__c", "Type__c", "Subject__c", "Activity_Date__c", "Notes__c", "Author__c",
    "Meeting_Type__c", "TAM_Sentiment__c", "Product_Risk__c", "Milestone_Type__c",
    "Internal_Attendees__c", "External_Attendees__c", "Executive_Sponsor__c",
    "Duration_Minutes__c", "CreatedDate",
  ]

  /// About a thousand lines, as a pasted transcript has.
  private static let longNoteParagraphs = 400
  /// Timelines reach back this far.
  private static let oldestDays = 900

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("timeline", account)
    let first = company.activityStarts[account.index]
    let contacts = ContactPlan.contacts(of: account, seed: company.seed)
    let days = days(of: account, count: company.activityCounts[account.index], &random)
    return days.enumerated().map { place, day in
      record(account, contacts, place, number: first + place + 1, day, &random)
    }
  }

  /// Newest first: how long ago the last contact was depends on how the account is doing.
  private func days(of account: AccountPlan, count: Int, _ random: inout Random) -> [Day] {
    let age = max(0, min(account.since.days(until: company.today), Self.oldestDays))
    let silence = account.isChurned ? 200 : Int((1 - account.mood) * 70)
    let newest = min(age, random.below(silence + 12))
    return (0..<count).map { place in
      let daysAgo = place == 0 ? newest : newest + random.below(max(1, age - newest))
      return company.today.adding(days: -daysAgo)
    }.sorted(by: >)
  }

  private func record(
    _ account: AccountPlan, _ contacts: [ContactPlan], _ place: Int, number: Int, _ day: Day,
    _ random: inout Random
  ) -> [String?] {
    let types: [ActivityType] = [.call, .meeting, .update, .email, .milestone, .workshop]
    // The newest entry is a call, so that most accounts have spoken with somebody.
    let type = place == 0 ? .call : types[random.weighted([50, 10, 22, 12, 3, 3])]
    let attendees = contacts.filter { _ in random.chance(0.4) }
    var writer = NoteWriter(random: random)
    var (notes, topics) = writer.note(
      with: attendees.prefix(3).map(\.person.name), mood: account.mood)
    let kind = meetingType(type, &writer.random)
    var subject = writer.subject(kind?.rawValue ?? type.rawValue, topics)
    if account.shape == .veryLongNote, place == 1 {
      notes = writer.longNote(paragraphs: Self.longNoteParagraphs)
    }
    if account.shape == .escapeSequences || account.shape == .bidirectionalControls, place == 1 {
      (subject, notes) = (HostileText.subject, HostileText.note)
    }
    if account.shape == .lineBreaks, place == 1 {
      notes = "She said \"yes\",\r\nthen \"no\",\nand the line ended with a comma,\r\n"
    }
    random = writer.random
    return [
      RecordID.make("a0A", number), account.id, type.rawValue, subject, day.description, notes,
      author(account, &random).id, kind?.rawValue, sentiment(account, type, &random)?.rawValue,
      random.chance(0.04) ? topics.first?.name : nil,
      type == .milestone ? random.pick(MilestoneType.allCases).rawValue : nil,
      internalAttendees(account, type, &random),
      type == .update ? nil : attendees.compactMap(\.email).joined(separator: ";"),
      ExportText.flag(type.isSynchronous && random.chance(0.05)),
      type.isSynchronous ? ExportText.number(random.pick([25, 30, 45, 50, 60])) : nil,
      ExportText.moment(day, secondOfDay: random.within(30_000...80_000)),
    ]
  }

  private func meetingType(_ type: ActivityType, _ random: inout Random) -> MeetingType? {
    guard type.isSynchronous else { return nil }
    let types: [MeetingType] = [.cadence, .enablement, .renewal, .ebr, .escalation, .other]
    return types[random.weighted([60, 12, 8, 5, 5, 10])]
  }

  private func sentiment(
    _ account: AccountPlan, _ type: ActivityType, _ random: inout Random
  ) -> Sentiment? {
    guard type == .call || type == .meeting, account.shape != .noScores, random.chance(0.3)
    else { return nil }
    let felt = random.around(account.mood, 0.25)
    return felt < 0.33 ? .red : felt < 0.6 ? .yellow : .green
  }

  private func author(_ account: AccountPlan, _ random: inout Random) -> Colleague {
    guard let tam = account.tam else { return account.owner }
    return random.chance(0.9) ? tam : account.owner
  }

  private func internalAttendees(
    _ account: AccountPlan, _ type: ActivityType, _ random: inout Random
  ) -> String? {
    guard type.isSynchronous else { return nil }
    let people = [account.tam, account.architect, account.owner].compactMap { $0 }
      .filter { _ in random.chance(0.5) }
    return people.isEmpty ? nil : people.map(\.id).joined(separator: ";")
  }
}
