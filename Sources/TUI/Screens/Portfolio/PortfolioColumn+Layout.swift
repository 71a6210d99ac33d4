import CustomerSuccess
import ReplicaStore
import Terminal

extension PortfolioColumn {
  /// The heading.
  var title: SafeText {
    switch self {
    case .lastActivity: "Last call"
    case .ctas: "CTAs"
    case .arr: "ARR"
    case .tickets: "Tix"
    case .prioritization: "P"
    case .owner: "TAM"
    case .nextDue: "Next due"
    case .overdue: "Late"
    case .usageMonth: "Usage of"
    case .roi, .scm, .ci, .cd: SafeText(sanitizing: rawValue.uppercased())
    case .devSecOps: "DevSecOps"
    case .useCases: "Use cases"
    case .firstCall: "1st call"
    case .review: "EBR"
    case .riskUpdate: "Risk said"
    case .planIdle: "Plan done"
    default: SafeText(sanitizing: rawValue.prefix(1).uppercased() + rawValue.dropFirst())
    }
  }

  /// What it says, for menus and the chooser, where a heading alone would be a riddle.
  var explanation: SafeText {
    switch self {
    case .customer: "Name; dim when inactive"
    case .health: "Overall health"
    case .renewal: "Renewal date and days left"
    case .lastActivity: "Last call or meeting, colored by cadence"
    case .ctas: "Open CTAs, and how many are late"
    case .arr: "Annual recurring revenue"
    case .utilization: "License utilization, a year of it"
    case .tickets: "Open support tickets"
    case .prioritization: "TAM prioritization"
    case .lifecycle: "Lifecycle stage"
    case .owner: "Who looks after the customer"
    case .unknownInstances: "Instances nobody has labeled"
    case .stages: "Product stages adopted"
    case .plan: "Progress of the active success plans"
    case .region: "Region"
    case .segment: "Sales segment"
    case .cadence: "Whether calls keep their rhythm"
    case .quarter: "Fiscal quarter of the renewal"
    case .nextDue: "When the next open CTA is due"
    case .overdue: "CTAs past their due date"
    case .team: "Team of the TAM"
    case .parent: "Parent account"
    case .trend: "Points the health moved last"
    case .usageMonth: "Month the usage figures are of"
    case .unsent: "Edits that wait for the service"
    case .status: "Active or inactive"
    case .firstCall: "Days to the first call; + while it lasts"
    case .firstValue: "Days to first value; + while it lasts"
    case .onboard: "Days of onboarding; + while it lasts"
    case .opinion: "When the TAM sentiment was set"
    case .review: "Last executive business review"
    case .riskUpdate: "Last entry that speaks of a risk"
    case .objectives: "Objectives of the active plans"
    case .planIdle: "Last thing done for an active plan"
    case .admins: "Contacts who administrate GitLab"
    case .riskType: "What open opportunities are at risk of"
    case .riskReason: "Why open opportunities are at risk"
    case .licenseHealth: "Health: License Usage"
    case .useCases: "Use cases that are green"
    case .roi, .sentiment, .engagement, .support, .userEngagement, .scm, .ci, .devSecOps, .cd,
      .personaEngagement, .emergencyTickets:
      "Health: \(measure.map(Words.plain) ?? title)"
    }
  }

  /// The columns of a book when nobody has chosen any; the TAM only where there are several.
  static func usual(for book: Book) -> [PortfolioColumn] {
    let columns: [PortfolioColumn] = [
      .customer, .health, .renewal, .lastActivity, .ctas, .arr, .utilization, .tickets,
      .prioritization, .lifecycle, .owner, .unknownInstances, .stages, .plan, .region,
    ]
    return columns.filter { $0 != .owner || book != .own }
  }

  var layout: TableColumn {
    switch self {
    case .customer: column(16, ideal: 26, priority: 100, isFlexible: true)
    case .health: column(6, ideal: 12, priority: 90)
    case .renewal: column(8, ideal: 16, priority: 80, alignment: .trailing)
    case .lastActivity: column(9, ideal: 18, priority: 70, alignment: .trailing)
    case .ctas: column(7, ideal: 11, priority: 60, alignment: .trailing)
    case .arr: column(8, ideal: 9, priority: 50, alignment: .trailing)
    case .utilization: column(7, ideal: 18, priority: 40, alignment: .trailing)
    case .tickets: column(3, ideal: 3, priority: 35, alignment: .trailing)
    case .prioritization: column(2, ideal: 2, priority: 34)
    case .lifecycle: column(10, ideal: 15, priority: 30)
    case .owner, .team, .parent: column(8, ideal: 14, priority: 28)
    case .unknownInstances: column(9, ideal: 9, priority: 26, alignment: .trailing)
    case .stages: column(6, ideal: 6, priority: 20, alignment: .trailing)
    case .plan: column(5, ideal: 5, priority: 19, alignment: .trailing)
    case .region: column(6, ideal: 6, priority: 18)
    case .segment: column(7, ideal: 10, priority: 17)
    case .cadence: column(7, ideal: 8, priority: 27)
    case .quarter: column(7, ideal: 7, priority: 27)
    case .nextDue: column(8, ideal: 16, priority: 27, alignment: .trailing)
    case .firstCall, .firstValue, .onboard: column(7, ideal: 7, priority: 26, alignment: .trailing)
    case .opinion, .review, .riskUpdate, .planIdle:
      column(9, ideal: 16, priority: 26, alignment: .trailing)
    case .objectives: column(10, ideal: 10, priority: 26, alignment: .trailing)
    case .useCases: column(9, ideal: 9, priority: 26, alignment: .trailing)
    case .admins: column(6, ideal: 6, priority: 26, alignment: .trailing)
    case .riskType, .riskReason: column(8, ideal: 18, priority: 26)
    case .overdue, .trend: column(5, ideal: 5, priority: 27, alignment: .trailing)
    case .usageMonth: column(8, ideal: 14, priority: 15, alignment: .trailing)
    case .unsent: column(6, ideal: 12, priority: 27, alignment: .trailing)
    case .status: column(8, ideal: 8, priority: 15)
    case .roi, .sentiment, .engagement, .support, .licenseHealth, .userEngagement, .scm, .ci,
      .devSecOps, .cd, .personaEngagement, .emergencyTickets:
      column(max(title.width, 5), ideal: max(title.width, 12), priority: 25)
    }
  }

  private func column(
    _ minimum: Int, ideal: Int, priority: Int, isFlexible: Bool = false,
    alignment: Alignment = .leading
  ) -> TableColumn {
    TableColumn(
      title, minimum: minimum, ideal: ideal, priority: priority, isFlexible: isFlexible,
      alignment: alignment)
  }

  /// Where the columns stand on a line of that width.
  ///
  /// Where the important ones fit with all they have to say, they take it from the others.
  ///
  /// - Parameter isChosen: Whether somebody put the columns in their order, so that those in front
  ///   are the important ones.
  static func placed(
    _ columns: [PortfolioColumn], width: Int, isChosen: Bool = false
  ) -> TableLayout {
    let important = 40
    let layouts = columns.enumerated().map { index, column in
      column.layout.with(priority: isChosen ? max(100 - 8 * index, 0) : column.layout.priority)
    }
    let roomy = layouts.map { layout in
      layout.priority >= important ? layout.with(minimum: layout.ideal) : layout
    }
    let generous = TableLayout(roomy, width: width, gap: 1)
    let isCut = generous.dropped.contains { roomy[$0].priority >= important }
    return isCut ? TableLayout(layouts, width: width, gap: 1) : generous
  }
}

extension TableColumn {
  fileprivate func with(minimum: Int? = nil, priority: Int? = nil) -> TableColumn {
    TableColumn(
      title, minimum: minimum ?? self.minimum, ideal: ideal, priority: priority ?? self.priority,
      isFlexible: isFlexible, alignment: alignment)
  }
}
