/// A survey that went to one person at a customer, and what came back (features A14, methodology 8).
///
/// The survey tool delivers the rows through Salesforce: one when it is sent, the same again when
/// it is answered.
package enum Survey: SyncedTable {
  package typealias ID = Identifier<Survey>
  package static let tableName = "survey"

  package static let account = Field<Account.ID>(
    "account_id", "Customer", to: Account.self, .salesforce("Account__c"))
  package static let kind = Field<SurveyKind>("kind", "Survey", .salesforce("Survey__c"))
  package static let respondent = Field<String>(
    "respondent", "Sent to", .salesforce("Respondent__c"))
  /// Leads to the contact, whose key it is.
  package static let email = Field<String>("email", "E-mail", .email, .salesforce("Email__c"))
  package static let sentOn = Field<Day>("sent_on", "Sent", .salesforce("Sent_Date__c"))
  /// Nil until it is answered.
  package static let answeredOn = Field<Day>(
    "answered_on", "Answered", .salesforce("Responded_Date__c"))
  /// Whether they would recommend us, 0 through 10; nil when that was not answered.
  package static let recommendation = Field<Int>(
    "nps_score", "NPS score", .salesforce("NPS_Score__c"))
  package static let satisfaction = Field<Satisfaction>(
    "satisfaction", "Satisfaction", .salesforce("Satisfaction__c"))
  package static let comment = Field<String>(
    "comment", "Comment", .longText, .salesforce("Comment__c"))

  package static let table = Table(
    tableName, "Survey", scope: .ofAccount,
    columns: [
      account.column, kind.column, respondent.column, email.column, sentOn.column,
      answeredOn.column, recommendation.column, satisfaction.column, comment.column,
    ], indexes: [["account_id"]])

  /// Whether anything came back; some tools leave the day out.
  package static func isAnswered(_ row: Row) -> Bool {
    row[answeredOn] != nil || row[recommendation] != nil || row[satisfaction] != nil
  }
}
