package import Foundation
import Rules

/// A service that data comes from.
package enum Connector: String, CaseIterable, Codable, Sendable {
  case salesforce, zendesk, snowflake

  /// As a person calls it.
  package var title: String {
    switch self {
    case .salesforce: "Salesforce"
    case .zendesk: "Zendesk"
    case .snowflake: "Snowflake"
    }
  }
}

/// Something that is fetched and imported, calculated, or sent, at its time or when asked for.
package struct Job: Hashable, Sendable {
  enum Work: Hashable, Sendable {
    /// Everything that the mapping of fields names.
    case salesforce
    case objects([SalesforceObject])
    /// What Salesforce's log of deletions says.
    case deletions
    /// Which of our accounts Salesforce still shows.
    case sweep
    case tickets
    case usage
    /// Fetches first what it might write over.
    case push(PushPart)
    case rules(RuleChain)
  }

  package let name: String
  /// For a list of jobs.
  package let summary: String
  /// Nil for what asks no other service.
  package let connector: Connector?
  let work: Work
  /// Nil for what runs only when asked for.
  package let schedule: JobSchedule?
  /// Jobs whose run of the same night comes first: their rows are referred to.
  package let after: [String]

  init(
    _ name: String, _ summary: String, _ connector: Connector?, _ work: Work,
    at schedule: JobSchedule?, after: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.connector = connector
    self.work = work
    self.schedule = schedule
    self.after = after
  }
}

extension Job {
  /// The zone of the seed pages' table; it has one time for winter and another for summer.
  package static let zone = TimeZone(identifier: "America/Los_Angeles")

  /// In the order in which they run when several are due.
  ///
  /// The hours are those of the seed page on going to market, where it has them; the regions' and
  /// that of usage are ours. The three company jobs fetch all that changed, whatever the region: a
  /// customer who goes over to another region would be missed by both if each saw only its own.
  package static let all: [Job] =
    [
      everythingOfSalesforce,
      Job("user", "users", .salesforce, .objects([.user]), at: .at(0)),
      Job(
        "company", "accounts, for AMER's and LATAM's morning", .salesforce, company,
        at: .at(0), after: ["user"]),
      Job("company-apac", "accounts, for APAC's morning", .salesforce, company, at: .at(12)),
      Job("company-emea", "accounts, for EMEA's morning", .salesforce, company, at: .at(21)),
      Job(
        "stage-adoption", "stages that accounts have adopted", .salesforce,
        .objects([.stageAdoption]), at: .at(3, 30), after: ["company"]),
      Job(
        "opportunity", "opportunities", .salesforce, .objects([.opportunity]), at: .at(0),
        after: ["company"]),
      Job(
        "company-person", "contacts", .salesforce, .objects([.contact]), at: .at(0),
        after: ["company"]),
      Job(
        "subscription", "customer subscriptions", .salesforce, .objects([.subscription]),
        at: .at(0), after: ["company"]),
      Job(
        "activities", "tasks and events", .salesforce, .objects([.task, .event]), at: .at(0),
        after: ["company"]),
      Job(
        "survey", "answers to surveys", .salesforce, .objects([.survey]), at: .at(0),
        after: ["company"]),
      Job(
        "deletions", "what was deleted or merged, also what is in no Recycle Bin any more",
        .salesforce, .deletions, at: .at(1), after: ["company"]),
      Job(
        "sweep", "which accounts Salesforce shows no longer", .salesforce, .sweep,
        at: .at(4, 0, .weekly(7)), after: ["company"]),
      tickets,
      usage,
    ] + ruleChains + pushes

  fileprivate static let everythingOfSalesforce = Job(
    "salesforce", "everything, at the first time or to catch up", .salesforce, .salesforce, at: nil)
  fileprivate static let tickets = Job(
    "tickets", "organizations, users and tickets", .zendesk, .tickets, at: .at(0),
    after: ["company"])
  fileprivate static let usage = Job(
    "usage", "the usage mart, from the month before on", .snowflake, .usage,
    at: .at(2, 30, .weekly(1)), after: ["company"])

  /// Salesforce's own changes come first, then ours go there: the rows of the same seed page, and the
  /// two-hourly ones of the page on technical information.
  private static let pushes: [Job] = [
    Job(
      "bi-directional", "TAMs and contacts, both ways", .salesforce, .push(.shared),
      at: .at(5, 0, .weekdays), after: ["company", "company-person"]),
    Job(
      "bi-directional-weekend", "the same on weekends", .salesforce, .push(.shared),
      at: .at(8, 0, .weekends), after: ["company", "company-person"]),
    Job(
      "push", "all that Salesforce gets from us", .salesforce, .push(.everything),
      at: .at(5, 30, .weekdays), after: ["company", "bi-directional"]),
    Job(
      "push-weekend", "the same on weekends", .salesforce, .push(.everything),
      at: .at(9, 0, .weekends), after: ["company", "bi-directional-weekend"]),
    Job(
      "tam", "TAMs both ways, and the last activity dates", .salesforce, .push(.tam),
      at: .everyTwoHours, after: ["company"]),
  ]

  /// The hours of the same page; the measures that are emptied on Mondays are so before the others
  /// are set.
  private static let ruleChains: [Job] = [
    Job(
      "rules-admin-daily", "rules that calculate values of customers", nil, .rules(.adminDaily),
      at: .at(3), after: ["company", "tickets"]),
    Job(
      "rules-stage-adoption", "rules about adopted stages", nil, .rules(.stageAdoption),
      at: .at(3, 30), after: ["stage-adoption", "rules-admin-daily"]),
    Job(
      "rules-mondays", "rules that empty measures of customers without a TAM", nil,
      .rules(.mondays), at: .at(3, 45, .weekly(1)), after: ["company"]),
    Job(
      "rules-scorecards", "rules that set the measures of scorecards", nil, .rules(.scorecards),
      at: .at(4), after: ["usage", "rules-admin-daily", "rules-mondays"]),
    Job(
      "rules-ctas", "rules that open and close CTAs and success plans", nil, .rules(.ctas),
      at: .at(4, 30), after: ["rules-scorecards"]),
    Job(
      "rules-timeline", "rules about what was logged", nil, .rules(.timeline), at: .everyTwoHours),
  ]

  /// Whether it does its work as well without what comes first: then a job that comes first and
  /// failed does not keep it from running.
  var fetchesItself: Bool {
    switch work {
    case .push, .rules: true
    case .salesforce, .objects, .deletions, .sweep, .tickets, .usage: false
    }
  }

  private static let company = Work.objects([.account, .accountHistory])

  package static func named(_ name: String) -> Job? { all.first { $0.name == name } }
}

extension Connector {
  /// The job that fetches all that is new.
  package var everything: Job {
    switch self {
    case .salesforce: Job.everythingOfSalesforce
    case .zendesk: Job.tickets
    case .snowflake: Job.usage
    }
  }
}
