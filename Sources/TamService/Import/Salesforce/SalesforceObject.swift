import CustomerSuccess

/// The files of a Salesforce export that are imported, in the order in which they are: what is
/// referred to comes before what refers to it.
enum SalesforceObject: String, CaseIterable, Sendable {
  case user = "User"
  case account = "Account"
  /// Only the changes of the TAM are of interest.
  case accountHistory = "AccountHistory"
  case contact = "Contact"
  case opportunity = "Opportunity"
  case subscription = "Customer_Subscription__c"
  case stageAdoption = "Stage_Adoption__c"
  case successPlan = "Success_Plan__c"
  case cta = "Call_To_Action__c"
  case ctaTask = "CTA_Task__c"
  case activity = "Timeline_Activity__c"
  case measure = "Scorecard_Measure__c"
  case scoreHistory = "Scorecard_History__c"
  case survey = "Survey_Response__c"
  case task = "Task"
  case event = "Event"

  var fileName: String { "\(rawValue).csv" }

  var table: Table {
    switch self {
    case .user: User.table
    case .account: Account.table
    case .accountHistory: TAMHistory.table
    case .contact: Contact.table
    case .opportunity: Opportunity.table
    case .subscription: Subscription.table
    case .stageAdoption: StageAdoption.table
    case .successPlan: SuccessPlan.table
    case .cta: CTA.table
    case .ctaTask: CTATask.table
    case .activity: Activity.table
    case .measure: HealthMeasure.table
    case .scoreHistory: HealthHistory.table
    case .survey: Survey.table
    case .task, .event: SalesforceActivity.table
    }
  }

  /// In reports and in the name of the file of rejected rows.
  var name: String {
    switch self {
    case .accountHistory, .task, .event: Self.snakeCase(rawValue)
    default: table.name
    }
  }

  /// What a person calls the rows.
  var plural: String {
    switch self {
    case .user: "users"
    case .account: "accounts"
    case .contact: "contacts"
    case .opportunity: "opportunities"
    case .task: "tasks"
    case .event: "events"
    case .accountHistory: "changes of accounts"
    default: "rows of \(rawValue)"
    }
  }

  /// The first characters of the ids; custom objects of every organization have others, which begin
  /// with `a`.
  var idPrefix: String {
    switch self {
    case .user: "005"
    case .account: "001"
    case .accountHistory: "017"
    case .contact: "003"
    case .opportunity: "006"
    case .task: "00T"
    case .event: "00U"
    case .subscription, .stageAdoption, .successPlan, .cta, .ctaTask, .activity, .measure,
      .scoreHistory, .survey:
      "a"
    }
  }

  /// Without these columns, or in a row without these values, nothing can be made of it.
  var required: [String] {
    switch self {
    case .user: ["Id", "Name", "Email"]
    case .account: ["Id", "Name"]
    case .accountHistory: ["Id", "AccountId", "Field", "CreatedDate"]
    case .contact: ["Id", "AccountId", "LastName"]
    case .opportunity: ["Id", "AccountId", "Name", "StageName"]
    case .subscription: ["Id", "Account__c", "Name"]
    case .stageAdoption: ["Id", "Account__c", "Stage__c"]
    case .successPlan: ["Id", "Account__c", "Name"]
    case .cta: ["Id", "Account__c", "Name"]
    case .ctaTask: ["Id", "Account__c", "Call_To_Action__c", "Name"]
    case .activity: ["Id", "Account__c", "Subject__c", "Activity_Date__c"]
    case .measure: ["Id", "Account__c", "Measure__c"]
    case .scoreHistory: ["Id", "Account__c", "Snapshot_Date__c"]
    case .survey: ["Id", "Account__c"]
    case .task, .event: ["Id", "AccountId"]
    }
  }

  /// Whether the rows are ours: taken over once from the former system, and ours to change since.
  var isTakenOver: Bool {
    switch self {
    case .successPlan, .cta, .ctaTask, .activity, .measure, .scoreHistory, .accountHistory: true
    case .user, .account, .contact, .opportunity, .subscription, .stageAdoption, .survey, .task,
      .event:
      false
    }
  }

  /// The column of the file that fills a column of ours; nil when none does.
  func source(of column: Column) -> String? {
    switch self {
    case .measure: Self.measureSources[column.name]
    case .scoreHistory: Self.historySources[column.name]
    default:
      switch column.origin.owner {
      case .salesforce, .tamarack, .shared: column.origin.upstreamName
      case .zendesk, .snowflake, .computed: nil
      }
    }
  }

  /// The schema calls these columns calculated; in an export they are the former system's scores.
  private static let measureSources = [
    HealthMeasure.account.name: "Account__c", HealthMeasure.measure.name: "Measure__c",
    HealthMeasure.score.name: "Score__c", HealthMeasure.previousScore.name: "Previous_Score__c",
    HealthMeasure.comment.name: "Comment__c", HealthMeasure.setAt.name: "Set_At__c",
    HealthMeasure.setBy.name: "Set_By__c",
  ]

  private static let historySources = [
    HealthHistory.account.name: "Account__c", HealthHistory.day.name: "Snapshot_Date__c",
    HealthHistory.overall.name: "Overall_Score__c", HealthHistory.measures.name: "Measures__c",
  ]

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { text, character in
      if character.isUppercase, !text.isEmpty { text += "_" }
      text += character.lowercased()
    }
  }
}
