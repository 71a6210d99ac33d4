import CustomerSuccess
import ReplicaStore
import Terminal

/// What there is to choose from.
extension CTAWork {
  /// A day or an event; a week is two keys, and its reason one more.
  var snoozeMenu: Menu {
    let tomorrow = today.adding(days: 1)
    let week = today.adding(days: 7)
    let month = today.adding(months: 1)
    var items = [
      item("tomorrow, \(Words.plain(tomorrow))", .snoozeReason(.through(tomorrow))),
      item("a week, through \(Words.plain(week))", .snoozeReason(.through(week))),
      item("a month, through \(Words.plain(month))", .snoozeReason(.through(month))),
      item("a date\u{2026}", .ask(.snoozeDay)),
      item("until an entry is logged", .snoozeReason(.until(.activityLogged))),
      item("until a ticket closes", .snoozeReason(.until(.ticketClosed))),
      item("until the renewal date changes", .snoozeReason(.until(.renewalMoved))),
      item("until the health drops", .snoozeReason(.until(.healthDropped))),
    ]
    if targets.contains(where: { $0.cta.snoozedUntil != nil }) {
      items.append(item("not at all: wake", .wake))
    }
    return Menu(title: "Snooze \(what) for", items: items)
  }

  func reasonMenu(_ limit: SnoozeLimit) -> Menu {
    let reasons = SnoozeReason.allCases.map { item(Words.plain($0), .snoozeFor(limit, $0)) }
    return Menu(title: "Why", items: reasons + [item("no reason", .snoozeFor(limit, nil))])
  }

  func snooze(_ limit: SnoozeLimit, _ reason: SnoozeReason?) -> [AppEffect] {
    switch limit {
    case .through(let day):
      return perform(
        targets.map { .snoozeCTA(SnoozeCTA(id: $0.id, until: day, reason: reason)) }, "Snooze")
    case .until(let event):
      let sleepers = targets.map {
        EventSnooze.Sleeper(id: $0.id, account: $0.cta.account)
      }
      return [.read(EventSnooze(event: event, reason: reason, sleepers: sleepers))]
    }
  }

  /// Everybody who may own a CTA: the person first, then the own team, then the others.
  var peopleMenu: Menu {
    let me = surroundings.me
    let ordered =
      people.filter { $0.id == me } + people.filter { $0.id != me && isTeammate($0) }
      + people.filter { $0.id != me && !isTeammate($0) }
    let items = ordered.map { person in
      let name = SafeText(sanitizing: person.name, limit: 40)
      let team: SafeText =
        person.team.map { " \u{b7} \(SafeText(sanitizing: $0, limit: 20))" } ?? ""
      return item(person.id == me ? "\(name) (me)" : name + team, .assignTo(person.id))
    }
    return Menu(
      title: "Give \(what) to", items: items + [item("(nobody)", .assignTo(nil))],
      isSearched: true)
  }

  private func isTeammate(_ person: Colleague) -> Bool {
    person.team != nil && person.team == surroundings.team
  }

  func editMenu(_ first: CockpitRow) -> Menu {
    var items = [
      item("due date\u{2026}", .ask(.due)), item("priority", .choose(.priority)),
      item("status", .choose(.status)), item("type", .choose(.type)),
      item("reason", .choose(.reason)), item("comment\u{2026}", .ask(.comment)),
      item(
        targets.allSatisfy(\.cta.isImportant) ? "not important" : "important", .flag),
    ]
    if targets.count == 1 { items.append(item("name\u{2026}", .ask(.name))) }
    items.append(item("delete", .delete))
    return Menu(title: "Change \(what)", items: items)
  }

  func menu(for choice: CTAChoice, of first: CockpitRow) -> Menu {
    switch choice {
    case .priority:
      return menu(CTA.priority, Array(Priority.allCases.reversed()), current: first.cta.priority)
    case .status:
      return menu(CTA.status, CTAStatus.allCases.filter(\.isOpen), current: first.cta.status)
    case .type:
      // An objective is made in its success plan.
      let types = CTAType.allCases.filter { $0 != .objective }
      return menu(CTA.type, types, current: first.cta.type)
    case .reason:
      let items = RiskReason.allCases.map { reason in
        item(Words.plain(reason), .set(column: CTA.reason.name, reason.stored))
      }
      let isRisk = targets.contains { $0.cta.type == .risk }
      return Menu(
        title: "Reason of \(what)",
        items: (isRisk ? items : []) + [
          item("in other words\u{2026}", .ask(.reason)),
          item("(none)", .set(column: CTA.reason.name, .null)),
        ])
    }
  }

  private func menu<Choice: Enumeration>(
    _ field: Field<Choice>, _ choices: [Choice], current: Choice?
  ) -> Menu {
    Menu(
      title: "\(SafeText(sanitizing: field.column.label)) of \(what)",
      items: choices.map { item(Words.plain($0), .set(column: field.name, $0.stored)) },
      selected: current.flatMap { choices.firstIndex(of: $0) } ?? 0)
  }

  private func item(_ title: SafeText, _ action: CTAAction) -> Menu.Item {
    Menu.Item(title: title, effects: [.call(command(action))])
  }
}
