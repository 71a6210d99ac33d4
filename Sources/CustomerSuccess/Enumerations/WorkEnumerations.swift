/// What a timeline entry records (methodology 3.1, the 2021-22 list).
package enum ActivityType: String, Enumeration {
  case update = "Update"
  case call = "Call"
  case meeting = "Meeting"
  case email = "Email"
  case milestone = "Milestone"
  case workshop = "Workshop"

  /// Calls and meetings alone move the Last Activity Date (methodology 3.3).
  package var isSynchronous: Bool { self == .call || self == .meeting }
}

/// Methodology 3.2; the last four are our choice.
package enum MeetingType: String, Enumeration {
  case cadence = "Cadence Call"
  case renewal = "Renewal Call"
  case ebr = "EBR"
  case kickoff = "Kickoff"
  case enablement = "Enablement"
  case escalation = "Escalation"
  case other = "Other"
}

/// Methodology 3.1; "First value" stands for the handbook's time-to-value example.
package enum MilestoneType: String, Enumeration {
  case onboarding = "Onboarding"
  case firstValue = "First value"
  case tamTransition = "TAM transition"
  case other = "Other"
}

/// What a person feels about an account; also the color of a measure.
package enum Sentiment: String, Enumeration {
  case green = "Green"
  case yellow = "Yellow"
  case red = "Red"
}

/// Methodology 2.1.
package enum CTAType: String, Enumeration {
  case risk = "Risk"
  case expansion = "Expansion"
  case lifecycle = "Lifecycle"
  case activity = "Activity"
  case renewal = "Renewal"
  /// Belongs to a success plan.
  case objective = "Objective"
  case digitalJourney = "Digital Journey"
}

/// Methodology 2.2, the 2022 list.
package enum CTAStatus: String, Enumeration {
  case new = "New"
  case workInProgress = "Work in progress"
  case closedSuccess = "Closed Success"
  case notAPriority = "Closed Lost: Not a Priority"
  case alreadySolved = "Closed: Already Solved"
  case notRelevant = "Closed: Not Relevant"
  case lackOfEngagement = "Closed: Lack of Engagement"
  case notNeeded = "Closed: Not needed"
  case competitiveLoss = "Closed Lost: Competitive Loss"
  case productGaps = "Closed Lost: Product Gaps"
  case teamUnengaged = "Closed Lost: Responsible Team Unengaged"
  case didNotSeeValue = "Closed Lost: Didn't See Value"
  case deferred = "Closed Lost: Deferred To Later Date"
  case lackOfBudget = "Closed Lost: Lack of Budget"

  package var isOpen: Bool { self == .new || self == .workInProgress }

  /// The statuses a CTA of that type may be closed with (methodology 2.2).
  package static func closing(_ type: CTAType) -> [CTAStatus] {
    let common: [CTAStatus] = [
      .closedSuccess, .notAPriority, .alreadySolved, .notRelevant, .lackOfEngagement,
    ]
    switch type {
    case .lifecycle: return common + [.notNeeded]
    case .objective:
      return common + [
        .competitiveLoss, .productGaps, .teamUnengaged, .didNotSeeValue, .deferred, .lackOfBudget,
      ]
    case .risk, .expansion, .activity, .renewal, .digitalJourney: return common
    }
  }
}

/// Methodology 2.2.
package enum Priority: String, Enumeration {
  case low = "Low"
  case medium = "Medium"
  case high = "High"
}

/// Why a CTA sleeps; no list is public (methodology 10), so this is our choice.
package enum SnoozeReason: String, Enumeration {
  case waitingForCustomer = "Waiting for customer"
  case waitingForColleague = "Waiting for a colleague"
  case notNow = "Not now"
  case customerAway = "Customer away"
}

/// What ends the sleep of a CTA before its last day; no list is public (methodology 10), so this is
/// our choice.
package enum SnoozeEvent: String, Enumeration {
  /// Anything new on the customer's timeline.
  case activityLogged = "Activity logged"
  case ticketClosed = "Ticket closed"
  case renewalMoved = "Renewal date changed"
  /// The overall health took a worse color.
  case healthDropped = "Health dropped"
}

/// The state of a task of a CTA.
package enum TaskStatus: String, Enumeration {
  case open = "Open"
  case inProgress = "In progress"
  case closed = "Closed"
  case skipped = "Skipped"

  package var isOpen: Bool { self == .open || self == .inProgress }
}

/// Methodology 4.
package enum SuccessPlanType: String, Enumeration {
  case roi = "ROI Success Plan"
  case stageAdoption = "Stage Adoption"
  case accountPlan = "Account Plan"
}

/// Methodology 4; health and Cockpit count active plans only.
package enum SuccessPlanStatus: String, Enumeration {
  case draft = "Draft"
  case active = "Active"
  case closed = "Closed"
}

/// Methodology 4, the 2022 reporting list.
package enum ObjectiveCategory: String, Enumeration {
  case stageAdoption = "Stage Adoption"
  case enablement = "Enablement Stage Adoption"
  case expansion = "Expansion Stage Adoption"
  case roi = "ROI"
}

/// What a renewal may lose (methodology 5.5).
package enum RiskType: String, Enumeration {
  case churn = "Customer Churn"
  case tierDowngrade = "Tier Downgrade"
  case seatChurn = "Seat Churn"
  case sentiment = "Customer Sentiment (Impact Unknown)"
}

/// Methodology 5.5, the 2021 list (era B).
package enum RiskReason: String, Enumeration {
  case azureDevOps = "AzureDevOps"
  case competition = "Competition"
  case sentiment = "Customer Sentiment"
  case adoption = "Lack of adoption"
  case budget = "Lack of budget"
  case engagement = "Lack of engagement"
  case sponsor = "Loss of sponsor or champion"
  case organization = "Other organizational factors"
  case product = "Product experience"
}

/// Methodology 5.1.
package enum OpportunityType: String, Enumeration {
  case newBusiness = "New Business"
  case addOn = "Add-On Business"
  case renewal = "Renewal"
}

/// Stages of the product an account may adopt (methodology 5.7).
package enum ProductStage: String, Enumeration {
  case manage = "Manage"
  case plan = "Plan"
  case create = "Create"
  case verify = "Verify"
  case package = "Package"
  case secure = "Secure"
  case release = "Release"
  case configure = "Configure"
  case monitor = "Monitor"
  case protect = "Protect"
}

/// Zendesk's ticket states; all but the last three count as open.
package enum TicketStatus: String, Enumeration {
  case new, open, pending, hold, solved, closed, deleted

  package var isOpen: Bool {
    switch self {
    case .new, .open, .pending, .hold: true
    case .solved, .closed, .deleted: false
    }
  }
}

/// What a requester said of the help with a ticket, in Zendesk's words.
package enum TicketSatisfaction: String, Enumeration {
  case good, bad
  /// Somebody was asked and has not answered.
  case offered

  /// Older exports say in the same word whether there was a comment; nil for `unoffered`.
  package init?(zendesk score: String) {
    let word = score.split(separator: "_", maxSplits: 1).first.map(String.init) ?? score
    self.init(rawValue: word)
  }
}

/// What a person may do, following the bundles of the seed page on go-to-market rules.
package enum Bundle: String, Enumeration {
  case administrator = "Default Bundle"
  case sales = "SAL_Users"
  case viewer = "View_Group"
  case programs = "CSM Journey Orchestrator"
  case tam = "TAM_Users"
  case operations = "GS Admin sans provisioning"
  /// TAM managers and leaders; not a bundle of the seed page, which grants them by role (our choice).
  case manager = "TAM_Managers"

  /// May change customer data at all.
  package var mayEdit: Bool { self != .viewer }

  /// May do what managers do: assign TAMs, label any instance of the book.
  package var isManager: Bool {
    self == .administrator || self == .operations || self == .manager
  }

  /// May look after accounts.
  package var isTAM: Bool { self == .tam || self == .manager }

  /// Sees every account that data permissions allow, not only the own book.
  package var seesWholeCompany: Bool { self == .administrator || self == .operations }

  /// Looks after the data itself: merges accounts, settles whose an organization is.
  package var isOperations: Bool { self == .administrator || self == .operations }

  /// May remove for ever.
  package var isAdministrator: Bool { self == .administrator }
}
