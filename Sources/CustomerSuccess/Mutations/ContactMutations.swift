/// Makes a contact that Salesforce does not know yet; the e-mail address is its key there.
package struct AddContact: MutationArguments {
  static let name = "addContact"

  package let id: Contact.ID
  package let account: Account.ID
  /// A last name and an e-mail address at least.
  package let fields: Fields
  /// Makes the row exactly as given.
  var isUndo: Bool?

  package init(id: Contact.ID, account: Account.ID, fields: Fields) {
    self.id = id
    self.account = account
    self.fields = fields
  }

  var created: RowKey? { RowKey(Contact.table, id.rawValue) }
  var customer: Account.ID? { account }
  var needed: [RowKey] { [RowKey(Account.table, account.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    let customer = try sheet.required(Account.table, account.rawValue)
    let row = try sheet.newRow(
      Contact.table, id: id.rawValue, account: customer, fields: fields,
      kept: isUndo == true ? Contact.table.columns : [], isUndo: isUndo == true)
    if isUndo != true {
      try sheet.require(Contact.lastName, in: row)
      try sheet.require(Contact.email, in: row)
      try sheet.requireNewAddress(row, customer)
    }
    try sheet.insert(row)
    return Outcome(
      inverse: .deleteContact(DeleteContact(id: id)),
      summary: "Added \(sheet.thing(row, of: customer))", account: account)
  }
}

/// Changes a contact, on both sides: Salesforce gets the new values with the next push.
package struct EditContact: MutationArguments {
  static let name = "editContact"

  package let id: Contact.ID
  package let changes: [FieldChange]
  var isUndo: Bool?

  package init(id: Contact.ID, changes: [FieldChange]) {
    self.id = id
    self.changes = changes
  }

  var needed: [RowKey] { [RowKey(Contact.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    var row = try sheet.required(Contact.table, id.rawValue)
    let customer = try sheet.account(of: row)
    let before = row
    let made = try sheet.settle(changes, in: &row, account: customer, isUndo: isUndo == true)
    if isUndo != true, row[Contact.email] != before[Contact.email] {
      try sheet.requireNewAddress(row, customer)
    }
    try sheet.save(row)
    var inverse = EditContact(id: id, changes: made.reversed().map(\.reversed))
    inverse.isUndo = true
    return Outcome(
      inverse: .editContact(inverse),
      summary: "Edited \(sheet.thing(before, of: customer))", account: Account.ID(customer.id))
  }
}

/// Takes back a contact that was made here and is not in Salesforce yet.
package struct DeleteContact: MutationArguments {
  static let name = "deleteContact"

  package let id: Contact.ID

  package init(id: Contact.ID) { self.id = id }

  var needed: [RowKey] { [RowKey(Contact.table, id.rawValue)] }

  func apply(on sheet: Worksheet) throws -> Outcome {
    guard let row = try sheet.row(Contact.table, id.rawValue) else {
      return Outcome(summary: "The contact \(id) is gone already")
    }
    let customer = try sheet.account(of: row)
    try sheet.editor()
    guard row[Contact.salesforceID] == nil else {
      throw MutationRefusal.invalid(
        """
        \(sheet.thing(row, of: customer)) is in Salesforce and cannot be deleted here: mark the \
        contact as inactive instead
        """, table: row.table, id: row.id)
    }
    try sheet.delete(Contact.table, id.rawValue)
    let account = Account.ID(customer.id)
    var inverse = AddContact(id: id, account: account, fields: Fields(body: row))
    inverse.isUndo = true
    return Outcome(
      inverse: .addContact(inverse),
      summary: "Deleted \(sheet.thing(row, of: customer))", account: account)
  }
}

extension Worksheet {
  /// Refuses a second contact of the same customer with the same address, however it is spelled.
  fileprivate func requireNewAddress(_ contact: Row, _ customer: Row) throws {
    guard let address = contact[Contact.email]?.lowercased() else { return }
    let others = try rows(Contact.table, where: Contact.account, is: Account.ID(customer.id))
    let twin = others.first {
      $0.id != contact.id && $0[Contact.email]?.lowercased() == address
    }
    guard let twin else { return }
    throw MutationRefusal.invalid(
      "\(address) already belongs to \(thing(twin, of: customer)): edit that one",
      table: contact.table, id: contact.id, column: Contact.email.column)
  }
}
