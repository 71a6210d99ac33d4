/// Says what an installation is used for.
package struct LabelInstance: MutationArguments {
  static let name = "labelInstance"

  package let id: Instance.ID
  /// Nil takes the label away.
  package let type: InstanceType?
  /// The label that an undo takes back; nil sets it over any other.
  var seen: Stamp<InstanceType>?

  package init(id: Instance.ID, type: InstanceType?) {
    self.id = id
    self.type = type
  }

  var needed: [RowKey] { [RowKey(Instance.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(Instance.table, id.rawValue)
    let customer = try sheet.account(of: row)
    try sheet.requireEditor(of: Instance.type.column, in: row, account: customer)
    try sheet.requireSeen(seen, at: Instance.type, in: row, account: customer, wanted: type)
    var inverse = LabelInstance(id: id, type: row[Instance.type])
    inverse.seen = Stamp(type)
    row[Instance.type] = type
    try sheet.save(row)
    let label = type?.rawValue ?? "nothing"
    return Outcome(
      inverse: .labelInstance(inverse),
      summary: "Labelled \(sheet.thing(row, of: customer)) as \(label)",
      account: Account.ID(customer.id))
  }
}

/// Says whether an installation counts in the health measures.
package struct SetInstanceHealthInclusion: MutationArguments {
  static let name = "setInstanceHealthInclusion"

  package let id: Instance.ID
  /// Nil means that nobody has decided.
  package let inclusion: HealthInclusion?
  /// The decision that an undo takes back; nil sets it over any other.
  var seen: Stamp<HealthInclusion>?

  package init(id: Instance.ID, inclusion: HealthInclusion?) {
    self.id = id
    self.inclusion = inclusion
  }

  var needed: [RowKey] { [RowKey(Instance.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(Instance.table, id.rawValue)
    let customer = try sheet.account(of: row)
    try sheet.requireEditor(of: Instance.healthInclusion.column, in: row, account: customer)
    try sheet.requireSeen(
      seen, at: Instance.healthInclusion, in: row, account: customer, wanted: inclusion)
    var inverse = SetInstanceHealthInclusion(id: id, inclusion: row[Instance.healthInclusion])
    inverse.seen = Stamp(inclusion)
    row[Instance.healthInclusion] = inclusion
    try sheet.save(row)
    let words =
      switch inclusion {
      case .included: "Included in health"
      case .optOut: "Kept out of health"
      case nil: "Undecided for health"
      }
    return Outcome(
      inverse: .setInstanceHealthInclusion(inverse),
      summary: "\(words): \(sheet.thing(row, of: customer))", account: Account.ID(customer.id))
  }
}
