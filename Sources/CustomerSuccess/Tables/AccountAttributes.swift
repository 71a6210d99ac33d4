/// What people write about a customer, and what is calculated for it (seed page on statistics in
/// Salesforce; methodology 5 and 9.1).
extension Account {
  package static let lifecycleStage = Field<LifecycleStage>(
    "lifecycle_stage", "Lifecycle stage",
    .ours(seed: "GS_Lifecycle_Stage__c", pushedTo: "[GS] Lifecycle Stage"))
  package static let prioritization = Field<Prioritization>(
    "tam_prioritization", "TAM prioritization",
    .ours(seed: "GS_TAM_Prioritization__c", pushedTo: "[GS] TAM Prioritization"))
  package static let conversionSource = Field<ConversionSource>(
    "conversion_source", "Conversion source",
    .ours(seed: "GS_Customer_Conversion_Source__c", pushedTo: "[GS] Customer Conversion Source"))
  package static let hosting = Field<Hosting>(
    "hosting", "Hosting", .ours(seed: "GS_Hosting__c", pushedTo: "[GS] Hosting"))
  package static let deployer = Field<Deployer>(
    "deployer", "Deployer", .ours(seed: "GS_Deployer__c"))
  package static let provider = Field<Provider>(
    "provider", "Provider", .ours(seed: "GS_Provider__c", pushedTo: "[GS] Provider"))
  package static let usesGeo = Field<Bool>(
    "uses_geo", "Geo?", .ours(seed: "GS_Geo__c", pushedTo: "[GS] Geo?"))
  package static let needsHighAvailability = Field<Bool>(
    "high_availability", "High availability?",
    .ours(seed: "GS_High_Availability__c", pushedTo: "[GS] High Availability?"))
  package static let isReferenceable = Field<Bool>(
    "referenceable", "Referenceable customer", .salesforce("Referenceable_Customer__c"))
  package static let isNominated = Field<Bool>(
    "reference_nominated", "Nominated as reference", .ours())
  package static let firstValueDate = Field<Day>(
    "first_value_date", "First value date",
    .ours(seed: "GS_First_Value_Date__c", pushedTo: "[GS] First Value Date"))
  package static let summary = Field<String>(
    "summary", "Summary", .longText,
    .ours(seed: "GS_Summary__c", pushedTo: "[GS] Summary"))
  package static let technologyStack = Field<String>(
    "technology_stack", "Technology stack", .list, .ours(seed: "GS_Technology_Stack__c"))
  package static let notesURL = Field<String>(
    "google_doc_url", "Google Doc notes", .url, .ours(pushedTo: "[GS] Google Doc Notes"))
  package static let collaborationURL = Field<String>(
    "collaboration_project_url", "Collaboration project", .url,
    .ours(seed: "GS_Collaboration_Project__c", pushedTo: "GitLab Customer Success Project"))
  package static let architectureURL = Field<String>(
    "architecture_diagram_url", "Architecture diagram", .url,
    .ours(pushedTo: "[GS] Architecture Diagram Link"))
  package static let triageIssueURL = Field<String>(
    "triage_issue_url", "Triage issue", .url,
    .ours(seed: "GS_Triage_Issue_URL__c", pushedTo: "[GS] Triage Issue URL"))
  package static let slackChannel = Field<String>(
    "slack_channel", "Slack channel",
    .ours(seed: "GS_Slack_Channel__c", pushedTo: "[GS] Slack Channel Link"))
  package static let issueURL = Field<String>(
    "gitlab_issue_url", "GitLab issue", .url, .ours(pushedTo: "[GS] GitLab Issue Link"))

  package static let onboardingStart = Field<Day>(
    "onboarding_start_date", "Onboarding started", .computed())
  package static let onboardingEnd = Field<Day>(
    "onboarding_end_date", "Onboarding ended", .computed())
  package static let firstEngagement = Field<Day>(
    "first_engagement_date", "First engagement", .computed())
  /// Newest call or meeting (methodology 3.3).
  package static let lastActivityDate = Field<Day>(
    "last_activity_date", "Last activity", .computed(pushedTo: "[GS] Last CSM Activity Date"))
  /// Newest entry of any type (methodology 3.3).
  package static let lastTimelineActivity = Field<Day>(
    "last_timeline_date", "Last timeline entry", .computed())
  package static let openTickets = Field<Int>(
    "open_tickets", "Open tickets", .computed(), unit: "tickets")
  package static let stageCount = Field<Int>(
    "stage_count", "Stages adopted", .computed(pushedTo: "[GS] Stage Count"), unit: "stages")
  /// Billable users over licenses; nil when any operand is blank (methodology 6.1).
  package static let licenseUtilization = Field<Double>(
    "license_utilization", "License utilization", .ratio, .computed())
  package static let billableUsers = Field<Int>(
    "billable_users", "Billable users", .computed(), unit: "users")
  package static let licensedUsers = Field<Int>(
    "licensed_users", "Licenses sold", .computed(), unit: "seats")
  /// The snapshot month the utilization is of.
  package static let utilizationMonth = Field<Day>(
    "utilization_month", "Utilization as of", .computed())
  /// License utilization of the last twelve months, oldest first, as whole percents separated by
  /// `;`; an empty part is a month without data.
  package static let utilizationTrend = Field<String>(
    "utilization_trend", "Utilization trend", .list, .computed())
  /// 0 through 100; nil when no measure has a score.
  package static let healthScore = Field<Double>(
    "health_score", "Health score", .real, .computed(pushedTo: "[GS] Health Score Value"))
  package static let healthColor = Field<Sentiment>(
    "health", "Health", .computed(pushedTo: "[GS] Overall Health Score"))
  package static let previousHealthScore = Field<Double>(
    "previous_health_score", "Previous health score", .real, .computed())

  package static let attributeColumns: [Column] = [
    lifecycleStage.column, prioritization.column, conversionSource.column, hosting.column,
    deployer.column, provider.column, usesGeo.column, needsHighAvailability.column,
    isReferenceable.column, isNominated.column, firstValueDate.column, summary.column,
    technologyStack.column, notesURL.column, collaborationURL.column, architectureURL.column,
    triageIssueURL.column, slackChannel.column, issueURL.column,
  ]

  package static let rollupColumns: [Column] = [
    onboardingStart.column, onboardingEnd.column, firstEngagement.column,
    lastActivityDate.column, lastTimelineActivity.column, openTickets.column, stageCount.column,
    licenseUtilization.column, billableUsers.column, licensedUsers.column,
    utilizationMonth.column, utilizationTrend.column, healthScore.column, healthColor.column,
    previousHealthScore.column,
  ]
}
