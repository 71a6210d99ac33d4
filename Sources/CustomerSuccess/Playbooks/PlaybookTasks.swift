/// The people behind the roles of a playbook, for one CTA of one customer.
package struct PlaybookOwners: Hashable, Sendable {
  private let ctaOwner: User.ID?
  private let people: [PlaybookOwner: User.ID]

  /// - Parameters:
  ///   - cta: A CTA without an owner leaves the tasks of missing people without one, too.
  ///   - user: The row of a user; nil when there is none. Who is not active gets no work.
  package init(
    cta: Row, account: Row, user: (User.ID) throws -> Row?
  ) rethrows {
    try self.init(ctaOwner: cta[CTA.owner], account: account, user: user)
  }

  /// The same for a CTA that is still to be made.
  package init(
    ctaOwner: User.ID?, account: Row, user: (User.ID) throws -> Row?
  ) rethrows {
    self.ctaOwner = ctaOwner
    let tam = try account[Account.tam].flatMap(user)
    let wanted: [PlaybookOwner: User.ID?] = [
      .tam: account[Account.tam], .accountOwner: account[Account.accountOwner],
      .solutionsArchitect: account[Account.solutionsArchitect],
      .tamManager: tam?[User.manager],
    ]
    var people: [PlaybookOwner: User.ID] = [:]
    for (role, id) in wanted {
      guard let id, let row = try user(id), row[User.isActive] != false else { continue }
      people[role] = id
    }
    self.people = people
  }

  /// The CTA's owner where the customer has nobody of that kind.
  package subscript(role: PlaybookOwner) -> User.ID? { people[role] ?? ctaOwner }
}

extension Playbook {
  /// The tasks that a CTA gets from the playbook, in order and all open.
  ///
  /// - Parameters:
  ///   - cta: Its id and its owner count.
  ///   - user: The row of a user; nil when there is none.
  ///   - start: Due dates are counted from it, in working days.
  ///   - position: The last position that the CTA has taken already.
  ///   - ids: The id of a task by its place in the playbook, from 0.
  package func taskRows(
    of cta: Row, account: Row, start: Day, after position: Int = 0,
    user: (User.ID) throws -> Row?, ids: (Int) -> CTATask.ID
  ) rethrows -> [Row] {
    let owners = try PlaybookOwners(cta: cta, account: account, user: user)
    return tasks.enumerated().map { place, task in
      var row = Row(CTATask.table, id: ids(place).rawValue)
      row[CTATask.account] = Account.ID(account.id)
      row[CTATask.cta] = CTA.ID(cta.id)
      row[CTATask.name] = task.name
      row[CTATask.details] = task.details
      row[CTATask.owner] = owners[task.owner]
      row[CTATask.priority] = task.priority
      row[CTATask.status] = .open
      row[CTATask.dueDate] = start.adding(workingDays: task.dueAfter)
      row[CTATask.position] = position + place + 1
      row[CTATask.playbookMark] = CTATask.mark(of: row, from: name)
      return row
    }
  }
}

extension CTATask {
  /// What a task looks like as its playbook made it; see ``isUntouched(_:from:)``.
  ///
  /// The position counts for nothing: it moves when tasks before it go.
  static func mark(of row: Row, from playbook: String) -> String {
    let said = [name.column, details.column, owner.column, dueDate.column, priority.column]
    return Fingerprint(
      playbook,
      said.map { FieldChange(column: $0.name, from: .null, to: row[column: $0.name]) }
    ).text
  }

  /// Whether nobody did anything about the task since the playbook made it: it may go when another
  /// playbook takes its place.
  ///
  /// One without a mark came from elsewhere; it is of the playbook when it bears the name of one of
  /// its tasks, and untouched while it is open.
  package static func isUntouched(_ row: Row, from playbook: Playbook) -> Bool {
    guard row[status] ?? .open == .open else { return false }
    guard let mark = row[playbookMark] else {
      return playbook.tasks.contains { $0.name == row[name] }
    }
    return mark == self.mark(of: row, from: playbook.name)
  }
}
