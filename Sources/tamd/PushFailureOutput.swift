import CustomerSuccess
import TamService

/// A record that Salesforce did not take as it is.
struct PushFailureOutput: OutputLine {
  static let titles = [
    "object", "record", "customer", "state", "attempts", "at", "code", "message", "fields",
    "candidates",
  ]

  let object: String
  let id: String
  let accountID: String
  let account: String?
  let state: String
  let attempts: Int
  let at: Instant
  let run: String
  let code: String?
  let message: String?
  let fields: [String]
  let candidates: [String]

  init(_ failure: PushFailure) {
    object = failure.object
    id = failure.record
    accountID = failure.account
    account = failure.accountName
    state = failure.state.rawValue
    attempts = failure.attempts
    at = failure.at
    run = String(failure.run)
    code = failure.code
    message = failure.message
    fields = failure.fields
    candidates = failure.candidates
  }

  var cells: [String] {
    [
      object, id, account ?? accountID, state, String(attempts), "\(at)", code ?? "",
      message ?? "", fields.joined(separator: " "), candidates.joined(separator: " "),
    ]
  }

  private enum CodingKeys: String, CodingKey {
    case object, id, account, state, attempts, at, run, code, message, fields, candidates
    case accountID = "account_id"
  }
}
