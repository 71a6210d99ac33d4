/// What came of a mutation that was accepted.
package struct AppliedMutation: Hashable, Sendable {
  /// Takes it back, built from the rows as they were found; nil when there is nothing to take back.
  package let inverse: Mutation?
  /// What was done in words, such as "Closed CTA Renewal plan of Acme".
  ///
  /// It may hold anything a customer's name holds: sanitize it before drawing.
  package let summary: String
  /// The customer concerned; nil for what belongs to a user alone and when the row was gone already.
  package let account: Account.ID?
  /// False when the rows already were as wanted.
  package let didChange: Bool
  /// Who had the work before and should be told; nil unless it was taken from somebody else.
  package let displaced: User.ID?
}
