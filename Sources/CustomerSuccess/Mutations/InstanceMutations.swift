/// Says what an installation is used for.
package struct LabelInstance: MutationArguments {
  static let name = "labelInstance"

  package let id: Instance.ID
  /// Nil takes the label away.
  package let type: InstanceType?

  package init(id: Instance.ID, type: InstanceType?) {
    self.id = id
    self.type = type
  }

  var needed: [RowKey] { [RowKey(Instance.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(Instance.table, id.rawValue)
    let customer = try sheet.account(of: row)
    try sheet.requireEditor(of: Instance.type.column, in: row, account: customer)
    let before = row[Instance.type]
    row[Instance.type] = type
    try sheet.save(row)
    let label = type?.rawValue ?? "nothing"
    return Outcome(
      inverse: .labelInstance(LabelInstance(id: id, type: before)),
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

  package init(id: Instance.ID, inclusion: HealthInclusion?) {
    self.id = id
    self.inclusion = inclusion
  }

  var needed: [RowKey] { [RowKey(Instance.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(Instance.table, id.rawValue)
    let customer = try sheet.account(of: row)
    try sheet.requireEditor(of: Instance.healthInclusion.column, in: row, account: customer)
    let before = row[Instance.healthInclusion]
    row[Instance.healthInclusion] = inclusion
    try sheet.save(row)
    let words =
      switch inclusion {
      case .included: "Included in health"
      case .optOut: "Kept out of health"
      case nil: "Undecided for health"
      }
    return Outcome(
      inverse: .setInstanceHealthInclusion(SetInstanceHealthInclusion(id: id, inclusion: before)),
      summary: "\(words): \(sheet.thing(row, of: customer))", account: Account.ID(customer.id))
  }
}
