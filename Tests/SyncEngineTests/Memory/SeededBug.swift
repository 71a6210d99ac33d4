/// Mistakes that are planted in the stores or on the way between them, to prove that the simulation
/// would notice the like in the real code.
enum SeededBug: String, CaseIterable {
  /// The last page of a snapshot pretends that nothing changed since the first.
  case noCatchUp
  /// A deletion is carried out wherever the row is by now.
  case unconditionalDelete
  /// The service does not recognize a mutation under another number.
  case noDeduplication
  /// Nobody tells the client that a scope left its book.
  case dropIsOmitted
  /// The number of the newest mutation is read later than the rows.
  case lastSequenceIsLate
  /// Nobody compares the ids of mutations that have the same number.
  case noForkCheck
  /// Forgotten deletions are not made up for by sending the scope whole.
  case forgottenDeletions
  /// A scope that left the book and came back counts as if it had stayed.
  case returnIsIgnored
  /// A refused mutation vanishes.
  case rejectionsAreDropped
  /// After a restore only what is pending is offered.
  case sentIsNotOfferedAgain
}
