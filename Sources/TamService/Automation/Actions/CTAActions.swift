import CustomerSuccess
import Rules

extension RuleEffects {
  /// A call to action with its tasks, unless one like it is there.
  func opened(_ action: OpenCTAAction, for row: SourceRow, key: String) throws -> Effect {
    let account = try customer(of: row)
    let name = action.name.filled(from: row)
    guard !name.isEmpty else { throw RowFailure("its name would be empty") }
    let playbook = action.playbook?.filled(from: row)
    let ctas = try reader.rows(CTA.table, where: CTA.account.name, equals: .text(account.id))
    guard
      LookAlike(action, name: name, playbook: playbook).obstacle(among: ctas, today: today) == nil
    else {
      return .prevented
    }
    guard let due = action.due.day(for: row, today: today) else {
      throw RowFailure("\(action.due.column ?? "its due date") is no day")
    }
    var cta = Row(CTA.table, id: try freeID(CTA.table, key))
    cta[CTA.account] = Account.ID(account.id)
    cta[CTA.name] = name
    cta[CTA.type] = action.type
    cta[CTA.reason] = action.reason
    cta[CTA.status] = .new
    cta[CTA.priority] = action.priority
    cta[CTA.owner] = try owner(action.owner, of: account)
    cta[CTA.startDate] = today
    cta[CTA.dueDate] = due
    cta[CTA.originalDueDate] = due
    cta[CTA.playbook] = playbook
    cta[CTA.source] = rule.name
    cta[CTA.because] = action.because.filled(from: row)
    cta[CTA.createdAt] = at
    try check(cta)
    return .rows([cta] + (try tasks(of: cta, account)))
  }

  /// Those of its playbook; none while the service has not read the files yet.
  private func tasks(of cta: Row, _ account: Row) throws -> [Row] {
    let stored = try cta[CTA.playbook].flatMap { try reader.row(StoredPlaybook.table, $0) }
    guard let playbook = stored.flatMap(StoredPlaybook.playbook) else { return [] }
    return try playbook.taskRows(
      of: cta, account: account, start: today, user: { try reader.row(User.table, $0.rawValue) },
      ids: { CTATask.ID("\(cta.id):\($0 + 1)") })
  }

  /// The end of a call to action that a rule opened; what people opened is theirs.
  func closed(_ action: CloseCTAAction, for row: SourceRow) throws -> Effect {
    guard let id = String(stored: row["cta_id"]), var cta = try reader.row(CTA.table, id) else {
      throw RowFailure("there is no CTA \(RecordChange.words(row["cta_id"]))")
    }
    guard cta[CTA.source] == action.openedBy, cta[CTA.status]?.isOpen != false else {
      return .prevented
    }
    guard cta[CTA.type].map(CTAStatus.closing)?.contains(action.status) != false else {
      throw RowFailure("its type cannot be closed as \(action.status.rawValue)")
    }
    cta[CTA.status] = action.status
    cta[CTA.closedDate] = today
    cta[CTA.snoozedUntil] = nil
    cta[CTA.snoozeReason] = nil
    cta[CTA.snoozeEvent] = nil
    cta[CTA.snoozeMark] = nil
    if cta[CTA.outcome] == nil { cta[CTA.outcome] = action.because.filled(from: row) }
    try check(cta)
    return .rows([cta])
  }

  /// A success plan that is active from today, unless one of its type is open.
  func opened(_ action: OpenPlanAction, for row: SourceRow) throws -> Effect {
    let account = try customer(of: row)
    let plans = try reader.rows(
      SuccessPlan.table, where: SuccessPlan.account.name, equals: .text(account.id))
    let isThere = plans.contains {
      $0[SuccessPlan.type] == action.type && $0[SuccessPlan.status] != .closed
    }
    guard !isThere else { return .prevented }
    var plan = Row(SuccessPlan.table, id: try freeID(SuccessPlan.table, account.id))
    plan[SuccessPlan.account] = Account.ID(account.id)
    plan[SuccessPlan.name] = action.name.filled(from: row)
    plan[SuccessPlan.type] = action.type
    plan[SuccessPlan.status] = .active
    plan[SuccessPlan.owner] = try owner(.tam, of: account)
    plan[SuccessPlan.activeDate] = today
    plan[SuccessPlan.dueDate] = today.adding(days: action.dueDays)
    plan[SuccessPlan.createdAt] = at
    plan[SuccessPlan.source] = rule.name
    plan[SuccessPlan.because] = rule.description
    try check(plan)
    return .rows([plan])
  }
}

extension RuleEffects {
  private func owner(_ role: CTAOwner, of account: Row) throws -> User.ID {
    let found: User.ID? =
      switch role {
      case .tam: account[Account.tam]
      case .accountOwner: account[Account.accountOwner]
      case .tamManager: try manager(of: account)
      }
    guard let found else { throw RowFailure("the customer has no \(role.rawValue)") }
    return found
  }

  /// The TAM's own manager; without one a TAM manager of the account's region, or else of any.
  private func manager(of account: Row) throws -> User.ID? {
    if let tam = account[Account.tam],
      let manager = try reader.row(User.table, tam.rawValue)?[User.manager]
    {
      return manager
    }
    let managers = try reader.rows(
      User.table, where: User.bundle.name, equals: Bundle.manager.stored
    ).filter { $0[User.isActive] != false }
    let near = managers.filter { $0[User.region] == account[Account.region] }
    return (near.isEmpty ? managers : near).map { User.ID($0.id) }.min()
  }
}
