package import CustomerSuccess

/// One customer as a line of the portfolio.
package struct PortfolioRow: Equatable, Identifiable, Sendable {
  package let id: Account.ID
  package let name: String
  /// The TAM; nil when nobody looks after the account.
  package let ownerID: User.ID?
  package let ownerName: String?
  package let health: Sentiment?
  /// 0 through 100; nil when no measure has a score.
  package let healthScore: Double?
  package let previousHealthScore: Double?
  package let arr: Money?
  package let renewalDate: Day?
  /// The newest call or meeting.
  package let lastActivity: Day?
  package let lifecycle: LifecycleStage?
  package let prioritization: Prioritization?
  /// CTAs not closed, asleep or not.
  package let openCTAs: Int
  /// Open CTAs whose due date is before today.
  package let overdueCTAs: Int
  package let openTickets: Int
  /// Stages of the product adopted; nil when not known.
  package let stageCount: Int?
  /// Billable users over licenses; 1 is all of them.
  package let licenseUtilization: Double?
  /// Of the last twelve months in whole percents, oldest first; nil is a month without data.
  package let utilizationTrend: [Int?]
  /// Instances nobody has labeled.
  package let unknownInstances: Int
  package let region: Region?
  package let segment: SalesSegment?
  package let isPublicSector: Bool
  package let isActive: Bool
  /// When the customer came to us and when a TAM first met them, for the cadence of new accounts.
  package let originalContractDate: Day?
  package let onboardingStart: Day?
  package let onboardingEnd: Day?
  package let tamFirstAssigned: Day?
  /// The team of the TAM.
  package var ownerTeam: String?
  /// The month that the license utilization is of.
  package var utilizationMonth: Day?
  /// Edits of the customer and of what belongs to it that wait for the service.
  package var unsentEdits = 0
  /// Edits that the service refused and that a person must decide on.
  package var refusedEdits = 0
  /// Whether the person follows the customer.
  package var isFollowed = false
  /// How the company judges calls, and which scores have which color.
  package var rhythm = CadenceConfiguration.eraB
  package var bands = ScoreBands.standard
  /// What was asked for besides; reading it costs more than the line itself.
  package var details = PortfolioDetails()
}

extension PortfolioRow {
  /// Whether calls keep the rhythm that the account asks for, on that day.
  package func cadence(today: Day) -> Cadence {
    rhythm.cadence(
      hasTAM: ownerID != nil,
      CadenceFacts(prioritization, segment: segment, arr: arr.map { Int($0.wholeUnits) }),
      lastActivity: lastActivity,
      newSince: onboardingStart ?? tamFirstAssigned ?? originalContractDate, today: today)
  }
}

/// What a portfolio can say of a customer besides its line.
package enum PortfolioDetail: String, CaseIterable, Hashable, Sendable {
  /// The score of every health measure.
  case measures
  /// How far the active success plans are.
  case plans
  /// When the next open CTA is due.
  case nextDue
  /// The name of the parent account.
  case parent
  /// How long the first call, first value and onboarding took.
  case milestones
  /// When the TAM's sentiment was last set.
  case opinions
  /// The newest business review and the newest update on a risk.
  case entries
  /// How many contacts administrate the product.
  case admins
  /// What the open opportunities are at risk of, and why.
  case risks
}

/// The details of one customer; one that was not asked for is missing for every customer.
package struct PortfolioDetails: Equatable, Sendable {
  /// Which were asked for, so that "none" can be told from "not read".
  package var known: Set<PortfolioDetail> = []
  /// 0 through 100; a measure that is NA is left out.
  package var measures: [Measure: Double] = [:]
  /// Of the objectives of all active plans; nil when there is no active plan.
  package var plan: PlanProgress?
  /// Nil when no open CTA has a due date.
  package var nextDue: Day?
  package var parentName: String?
  /// Nil for a customer that the replica does not hold.
  package var milestones: CustomerMilestones?
  /// The day on which the TAM's sentiment was last set, in UTC.
  package var opinion: Day?
  /// The newest EBR.
  package var review: Day?
  /// The newest entry that speaks of a risk: with a sentiment that is not green, or for triage.
  package var riskUpdate: Day?
  /// The newest day on which something of an active plan was logged, done or begun.
  package var planTouched: Day?
  /// Active contacts in the role of an administrator.
  package var admins = 0
  /// Each once, in the order of the methodology.
  package var riskTypes: [RiskType] = []
  package var riskReasons: [RiskReason] = []

  package init() {}
}
