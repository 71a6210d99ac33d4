import Rules

/// The playbooks that rules may name.
enum Playbooks {
  static let names: Set<String> = [
    "Account Triage", "Create Success Plan", "Customer Offboarding", "Executive Business Review",
    "High License Utilization", "Low License Utilization", "New Customer Onboarding",
    "Non-Engaged Customer", "Upcoming Renewal", "Update Stale TAM Sentiment",
  ]
}
