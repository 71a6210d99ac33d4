/// The arguments of one kind of mutation, and what it does to the rows.
protocol MutationArguments: Codable, Hashable, Sendable {
  /// Stable on the wire.
  static var name: String { get }
  /// Raised when the meaning of the arguments changes.
  static var version: Int { get }
  /// Adds a note to a customer's record without changing what is there, so that a TAM who lost the
  /// account meanwhile still gets it in (sync reference 2.4).
  static var isAppendOnly: Bool { get }
  /// Settles what became of an account, and so is possible on what is left of one.
  static var isForOperations: Bool { get }
  /// The customer, when the arguments name it; otherwise it is that of the rows needed.
  var customer: Account.ID? { get }
  /// The row it makes, if any.
  var created: RowKey? { get }
  /// The rows that must exist, so that a refusal of the mutation that makes one refuses this too.
  var needed: [RowKey] { get }

  /// Checks everything, then leaves the wanted rows on the sheet.
  ///
  /// - Throws: ``MutationRefusal``, or what reading the storage throws.
  func apply(on sheet: Worksheet) throws -> Outcome
}

extension MutationArguments {
  static var version: Int { 1 }
  static var isAppendOnly: Bool { false }
  static var isForOperations: Bool { false }
  var isForOperations: Bool { Self.isForOperations }
  var customer: Account.ID? { nil }
  var created: RowKey? { nil }
}

/// What one kind of mutation says of itself after it was applied to a sheet.
struct Outcome {
  var inverse: Mutation?
  var summary: String
  var account: Account.ID?
  var displaced: User.ID?
}
