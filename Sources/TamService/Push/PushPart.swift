import CustomerSuccess

/// How much a run sends to Salesforce.
enum PushPart: Hashable, Sendable {
  /// The TAM, and the dates of the last activities.
  case tam
  /// What both sides write: the TAM and the contacts.
  case shared
  case everything

  /// What is fetched first, so that a newer value of Salesforce's is not written over.
  var fetched: [SalesforceObject] {
    switch self {
    case .tam: [.account, .accountHistory]
    case .shared, .everything: [.account, .accountHistory, .contact]
    }
  }

  func includes(_ object: PushedObject) -> Bool {
    switch self {
    case .everything: true
    case .shared: object == .account || object == .contact
    case .tam: object == .account
    }
  }

  func includes(_ field: PushedField) -> Bool {
    switch self {
    case .everything: true
    case .shared: false
    case .tam:
      field.source == .lastContact || field.source == .column(Account.lastActivityDate.column)
    }
  }
}
