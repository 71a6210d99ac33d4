import CustomerSuccess
import ReplicaStore
import Terminal

/// Edits by verbs: applied to the replica at once, sent by the next sync.
extension Workplace {
  /// Makes one edit, and says on standard error what it did.
  func perform(_ mutation: Mutation) throws {
    let receipt = try replica.perform([mutation], label: nil)
    output.say(SafeText(sanitizing: receipt.label))
  }

  /// Makes one edit that creates something, and prints the new id as the result.
  func perform<Object>(
    _ mutation: Mutation, printing id: Identifier<Object>, _ format: OutputFormat
  ) throws {
    let receipt = try replica.perform([mutation], label: nil)
    output.say(SafeText(sanitizing: receipt.label))
    switch format {
    case .table: try output.write([SafeText(sanitizing: id.rawValue)])
    case .json, .csv: try output.write(one: id.rawValue, as: .newID, format)
    }
  }

  /// Makes one edit for each id; a refusal does not keep the others from being made.
  ///
  /// - Throws: ``Problem`` when any was refused: ``ExitStatus/doneInPart`` if others were not.
  func perform(each ids: [String], _ mutation: (String) -> Mutation) throws {
    var refused: [MutationRefusal] = []
    for id in ids {
      do {
        try perform(mutation(id))
      } catch let refusal as MutationRefusal {
        output.say(untrusted: "\(id): \(refusal.reason)")
        refused.append(refusal)
      }
    }
    guard let first = refused.first else { return }
    guard refused.count < ids.count || ids.count > 1 else { throw first }
    throw Problem(
      status: refused.count < ids.count ? .doneInPart : ExitStatus(first.code),
      description: "\(refused.count) of \(ids.count) were refused; the reasons stand above")
  }
}

extension Listing where Element == String {
  /// The id of what a verb made.
  fileprivate static let newID = Listing([Column("id", "Id") { .text($0) }])
}
