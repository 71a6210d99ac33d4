import ReplicaStore
import Terminal

/// What each dashboard asks (methodology 7; where it names no widgets, our choice).
nonisolated extension Dashboard {
  var parts: [DashboardPart] {
    switch self {
    case .burnDown: Self.burnDownParts
    case .proactive: Self.proactiveParts
    case .atRisk: Self.atRiskParts
    case .health: Self.healthParts
    case .onboarding: Self.onboardingParts
    case .stages: Self.stageParts
    case .usage: Self.usageParts
    case .metrics: Self.metricParts
    case .leadership: Self.leadershipParts
    case .cleanUp: Self.cleanUpParts
    }
  }

  /// Customers that somebody looks after; those that will churn are out of health reporting
  /// (methodology 1.8).
  private static let managed = "status:active tam:any -lifecycle:churn"

  private static func bad(_ title: SafeText, _ filter: String) -> DashboardQuestion {
    .count(title, .customers("\(managed) \(filter)"), .bad)
  }

  private static func plain(_ title: SafeText, _ filter: String) -> DashboardQuestion {
    .count(title, .customers("\(managed) \(filter)"))
  }

  /// The widgets that the methodology lists.
  private static let burnDownParts = [
    DashboardPart(
      "New customers",
      [
        bad("No first call after 14 days", "firstcall:>14 firstcall:running"),
        bad("No first value after 30 days", "value:>30 value:running"),
        bad("Onboarding longer than 45 days", "onboard:>45 onboard:running"),
      ]),
    DashboardPart(
      "Calls and opinions",
      [
        bad("P1 without a call for 30 days", "priority:1,none last:>30,none"),
        bad("P2 without a call for 60 days", "priority:2 last:>60,none"),
        bad("No TAM sentiment for 90 days", "opinion:>90,none"),
        bad("P1 without an EBR for 12 months", "priority:1,none ebr:>365,none"),
      ]),
    DashboardPart(
      "Success plans",
      [
        bad("P1 whose plan is not green", "priority:1,none roi:red,yellow"),
        bad("P2 whose plan is not green", "priority:2 roi:red,yellow"),
        bad("P1, nothing done for the plan for 60 days", "priority:1,none idle:>60"),
        bad("P1 with a plan of no objectives", "priority:1,none plan:any objectives:none"),
        .count(
          "Stage adoption, nothing done for 60 days", .ctas("type:objective stage:any idle:>60"),
          .bad),
        .count(
          "Stage adoption open for more than 175 days", .ctas("type:objective stage:any age:>175"),
          .bad),
      ]),
    DashboardPart(
      "Contacts, risk, instances",
      [
        bad("P1 without a GitLab Admin", "priority:1,none admins:none"),
        bad("P2 without a GitLab Admin", "priority:2 admins:none"),
        bad("Not green and no risk type", "health:red,yellow risk:none"),
        bad("Not green and no risk reason", "health:red,yellow reason:none"),
        bad("Red and no word on it for 35 days", "health:red update:>35,none"),
        bad("Instances that nobody has labeled", "unlabeled:>0"),
      ]),
  ]

  private static let proactiveParts = [
    DashboardPart(
      "This month",
      [
        plain("P1 calls due", "priority:1,none last:>=30,none"),
        plain("P2 calls due", "priority:2 last:>=60,none"),
        plain("EBRs due in 30 days", "priority:1,none ebr:>=335,none"),
        .count("CTAs due in 30 days", .ctas("due:>=today due:<=30d -type:objective")),
        .count("Steps due in 30 days", .ctas("next:>=today next:<=30d")),
      ]),
    DashboardPart(
      "This quarter",
      [
        .count("Objectives due in 90 days", .ctas("type:objective due:>=today due:<=90d")),
        .count("Stage expansion and enablement", .ctas("type:objective stage:any")),
        plain("Renewals of more than 50k", "renewal:0..90 arr:>50k"),
        plain("Licenses used to more than 90 %", "license:>90"),
      ]),
    DashboardPart(
      "Usage",
      [
        .colors("License usage", .licenseHealth, of: managed),
        .colors("CI", .ci, of: managed),
      ]),
  ]

  private static let atRiskParts = [
    DashboardPart(
      "At risk",
      [
        bad("Red", "health:red"),
        bad("Red, renewing within 90 days", "health:red renewal:0..90"),
        bad("Red TAM sentiment", "sentiment:red"),
        bad("Dropped with its last change", "trend:<0 -health:green"),
        bad("Red and no open CTA", "health:red ctas:none"),
      ]),
    DashboardPart("What it is at risk of", [.groups(of: "\(managed) risk:any", by: .riskType)]),
    DashboardPart("Why", [.groups(of: "\(managed) reason:any", by: .riskReason)]),
    DashboardPart("Open risk CTAs", [.ctaGroups(of: "type:risk", by: .reason)]),
  ]

  private static let healthParts = [
    DashboardPart("Overall", [.colors("Health", .health, of: managed)]),
    DashboardPart(
      "Measures",
      [
        .colors("TAM sentiment", .sentiment, of: managed),
        .colors("Engagement", .engagement, of: managed),
        .colors("ROI", .roi, of: managed),
        .colors("Support issues", .support, of: managed),
        .colors("License usage", .licenseHealth, of: managed),
        .colors("User engagement", .userEngagement, of: managed),
        .colors("SCM", .scm, of: managed),
        .colors("CI", .ci, of: managed),
        .colors("DevSecOps", .devSecOps, of: managed),
        .colors("CD", .cd, of: managed),
        .colors("Persona engagement", .personaEngagement, of: managed),
        .colors("Emergency tickets", .emergencyTickets, of: managed),
      ]),
    DashboardPart(
      "Use cases that are green",
      [
        plain("All four", "usecases:4"), plain("Two or three", "usecases:2..3"),
        plain("One", "usecases:1"), bad("None", "usecases:0"),
      ]),
    DashboardPart(
      "Moved with the last change",
      [plain("Up", "trend:>0"), bad("Down", "trend:<0")]),
  ]

  private static let onboardingParts = [
    DashboardPart(
      "Under way",
      [
        plain("In onboarding", "onboard:running"),
        bad("No first call after 14 days", "firstcall:>14 firstcall:running"),
        bad("No first value after 30 days", "value:>30 value:running"),
        bad("Onboarding longer than 45 days", "onboard:>45 onboard:running"),
      ]),
    DashboardPart(
      "Took, in the middle",
      [
        .middle("First call", .firstCall, of: "\(managed) -firstcall:running"),
        .middle("First value", .firstValue, of: "\(managed) -value:running"),
        .middle("Onboarding", .onboard, of: "\(managed) -onboard:running"),
      ]),
    DashboardPart("By TAM", [.groups(of: "\(managed) onboard:running", by: .owner)]),
  ]

  private static let stageParts = [
    DashboardPart(
      "Stages adopted",
      [
        plain("Five or more", "stages:>=5"), plain("Three or four", "stages:3..4"),
        plain("One or two", "stages:1..2"), bad("None", "stages:none"),
      ]),
    DashboardPart(
      "Use cases",
      [
        .colors("SCM", .scm, of: managed), .colors("CI", .ci, of: managed),
        .colors("DevSecOps", .devSecOps, of: managed), .colors("CD", .cd, of: managed),
      ]),
    DashboardPart(
      "Plays to use more",
      [
        .count("Under way", .ctas("type:objective stage:any")),
        .count("Nothing done for 60 days", .ctas("type:objective stage:any idle:>60"), .bad),
        .count("Late", .ctas("type:objective stage:any due:overdue"), .bad),
        .count("Ended well in 90 days", .ctas("type:objective stage:any status:success")),
        .count("Ended otherwise", .ctas("type:objective stage:any status:closed -status:success")),
      ]),
    DashboardPart("By stage", [.ctaGroups(of: "type:objective stage:any", by: .stage)]),
  ]

  /// Those that are in use; what is not labeled yet may be.
  private static let used = "-label:obsolete"

  private static let usageParts = [
    DashboardPart(
      "Data",
      [
        bad("No usage data", "usage:none"),
        bad("Older than two months", "usage:>90"),
        bad("Instances that nobody has labeled", "unlabeled:>0"),
      ]),
    DashboardPart(
      "License utilization",
      [
        plain("Above 98 %, too few licenses", "license:>98"),
        plain("More than 90 %", "license:>90"),
        plain("75 to 90 %", "license:75..90"),
        bad("Below 75 %", "license:<75"),
        bad("Below 50 %", "license:<50"),
        bad("Below 10 %", "license:<10"),
      ]),
    DashboardPart(
      "Health",
      [
        .colors("License usage", .licenseHealth, of: managed),
        .colors("User engagement", .userEngagement, of: managed),
      ]),
    DashboardPart(
      "How old instances are",
      [
        .count("The newest release, or one behind", .instances("\(used) behind:<=1")),
        .count("2 to 5 releases behind", .instances("\(used) behind:2..5")),
        .count("6 to 11 releases behind", .instances("\(used) behind:6..11")),
        .count("A year or more behind", .instances("\(used) behind:>=12"), .bad),
        .count(
          "Self-managed, version not known", .instances("\(used) delivery:self version:none"),
          .bad),
      ]),
    DashboardPart("Instances by release", [.releases(of: "\(used) version:any")]),
  ]

  private static let metricParts = [
    DashboardPart(
      "Of priority 1",
      [
        .share(
          "Green success plan", of: "\(managed) priority:1,none", having: "roi:green",
          lacking: "-roi:green"),
        .share(
          "EBR in 12 months", of: "\(managed) priority:1,none", having: "ebr:<=365",
          lacking: "-ebr:<=365"),
        .share(
          "Call in 35 days", of: "\(managed) priority:1,none", having: "last:<=35",
          lacking: "-last:<=35"),
      ]),
    DashboardPart(
      "Of all with a TAM",
      [
        .share("Green success plan", of: managed, having: "roi:green", lacking: "-roi:green"),
        .share("EBR in 12 months", of: managed, having: "ebr:<=365", lacking: "-ebr:<=365"),
        .share("No late CTA", of: managed, having: "late:none", lacking: "late:>0"),
      ]),
    DashboardPart(
      "Stage enablement and expansion",
      [
        .count("Open", .ctas("type:objective stage:any")),
        .count("Closed in 90 days", .ctas("type:objective stage:any status:closed")),
      ]),
    DashboardPart("Customers by priority", [.groups(of: managed, by: .prioritization)]),
    DashboardPart("Customers by TAM", [.groups(of: managed, by: .owner)]),
  ]

  private static let leadershipParts = [
    DashboardPart(
      "All",
      [
        plain("Customers with a TAM", ""),
        .count("Customers without a TAM", .customers("status:active tam:none"), .bad),
        bad("At risk", "health:red"),
        .colors("Health", .health, of: managed),
      ]),
    DashboardPart("By team", [.groups(of: managed, by: .team)]),
    DashboardPart("By TAM", [.groups(of: managed, by: .owner)]),
    DashboardPart("Renewals", [.groups(of: "\(managed) renewal:0..365", by: .quarter)]),
    DashboardPart("By lifecycle", [.groups(of: managed, by: .lifecycle)]),
  ]

  private static let cleanUpParts = [
    DashboardPart(
      "CTAs",
      [
        .count("Late for more than 90 days", .ctas("late:>90"), .bad),
        .count("Late for more than 30 days", .ctas("late:>30"), .bad),
        .count("No due date", .ctas("due:none"), .bad),
        .count("Nobody's", .ctas("owner:none"), .bad),
        .count("Open for more than half a year", .ctas("age:>182"), .bad),
        .count("Asleep", .ctas("snoozed:yes")),
      ]),
    DashboardPart("Late, by owner", [.ctaGroups(of: "due:overdue", by: .owner)]),
    DashboardPart("Late, by type", [.ctaGroups(of: "due:overdue", by: .type)]),
  ]
}
