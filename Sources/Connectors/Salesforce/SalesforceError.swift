/// Why a run against Salesforce ends.
package enum SalesforceError: Error, Equatable {
  /// The refresh token is used up or withdrawn.
  case grantGone(path: String, wasInDoubt: Bool, complaint: UpstreamComplaint?)
  case badKey
  /// The organization's requests of the day, or our share of them, are used; nil when it only said
  /// so.
  case dayLimitReached(used: Int?, allowed: Int?)
  case objectMissing(String)
  /// Fields without which the rows of an object mean nothing.
  case keyFieldsMissing(object: String, fields: [String])
  /// Without it a record that is sent twice would be made twice.
  case noExternalKey(object: String, field: String)
  case jobFailed(object: String, reason: String)
  /// Rows were announced that did not come, also when asked for again.
  case incomplete(object: String, announced: Int, arrived: Int)
}

extension SalesforceError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .grantGone(let path, let wasInDoubt, let complaint):
      "Salesforce does not take our refresh token any more (\(complaint?.description ?? "no reason")"
        + (wasInDoubt ? "; an earlier renewal was cut off before its answer was stored" : "")
        + "): log in to the app anew and put the new refresh token into \(path)"
    case .badKey:
      "the private key for Salesforce is none: it must be RSA of 2048 bits or more, as PEM"
    case .dayLimitReached(let used, let allowed):
      "our share of Salesforce's requests of the day is used"
        + (used.flatMap { used in allowed.map { " (\(used) of \($0))" } } ?? "")
        + ": what is fetched is kept, and the run goes on later"
    case .objectMissing(let object):
      "\(object) is not there, or our user may not see it: check its name and the permission set"
    case .keyFieldsMissing(let object, let fields):
      "\(object) has no \(fields.joined(separator: ", ")), or our user may not see it: nothing was "
        + "stored; check the field's name and the permission set"
    case .noExternalKey(let object, let field):
      "\(object) has no external id \(field), or our user may not see it: make it a unique text of "
        + "36 characters, or nothing is made there"
    case .jobFailed(let object, let reason):
      "Salesforce could not export \(object) (\(reason)): it is tried again with the next run"
    case .incomplete(let object, let announced, let arrived):
      "of \(object) \(announced) rows were announced and \(arrived) arrived: it is tried again with "
        + "the next run"
    }
  }
}
