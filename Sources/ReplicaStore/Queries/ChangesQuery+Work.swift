import CustomerSuccess

// What came in and what was done: tickets, work, entries, installations.
extension ChangesQuery {
  func tickets() throws -> [ChangeRow] {
    try all(
      Ticket.tableName, "x.created_at, x.closed_at, x.updated_at, x.subject, x.status",
      where: (
        """
        (x.created_at > ? OR x.closed_at > ?
          OR (x.updated_at > ? AND x.status IN ('solved', 'closed')))
        """, [since.stored, since.stored, since.stored]
      ), order: "coalesce(x.closed_at, x.updated_at, x.created_at) DESC, x.id"
    ) { reader, head in
      let opened = reader.instant()
      let closed = reader.instant()
      let updated = reader.instant()
      let subject = reader.requiredText()
      let status = reader.choice(TicketStatus.self)
      var rows: [ChangeRow] = []
      if let opened, opened > since {
        rows.append(head.row(.ticketOpened(subject), "opened", at: opened))
      }
      if status == .solved || status == .closed {
        rows.append(
          head.row(.ticketClosed(subject, status), "closed", at: closed ?? updated))
      }
      return rows
    }
  }

  func ctas() throws -> [ChangeRow] {
    try all(
      CTA.tableName, "x.created_at, x.closed_date, x.name, x.due_date, x.status",
      where: ("(x.created_at > ? OR x.closed_date >= ?)", [since.stored, day.stored]),
      order: "coalesce(x.closed_date, x.due_date) DESC, x.id"
    ) { reader, head in
      let made = reader.instant()
      let closed = reader.day()
      let name = reader.requiredText()
      let due = reader.day()
      let status = reader.choice(CTAStatus.self)
      var rows: [ChangeRow] = []
      if let made, made > since {
        rows.append(head.row(.ctaOpened(name, due: due), "opened", at: made))
      }
      if let closed, closed >= day {
        rows.append(
          head.row(.ctaClosed(name, status), "closed", at: Instant(startOf: closed)))
      }
      return rows
    }
  }

  func plans() throws -> [ChangeRow] {
    try all(
      SuccessPlan.tableName, "x.created_at, x.name",
      where: ("x.created_at > ?", [since.stored]), order: "x.created_at DESC, x.id"
    ) { reader, head in
      let at = reader.instant()
      return [head.row(.planMade(reader.requiredText()), at: at)]
    }
  }

  /// Entries that somebody else logged.
  func activities() throws -> [ChangeRow] {
    try all(
      Activity.tableName,
      "x.created_at, x.subject, x.type, (SELECT u.name FROM user u WHERE u.id = x.author_id)",
      where: (
        "x.created_at > ? AND x.author_id IS NOT ?", [since.stored, ownID]
      ), order: "x.created_at DESC, x.id"
    ) { reader, head in
      let at = reader.instant()
      let change = ChangeRow.Change.logged(
        reader.requiredText(), reader.choice(ActivityType.self))
      return [head.row(change, at: at, by: reader.text())]
    }
  }

  /// Surveys answered on a day of the period.
  func surveys() throws -> [ChangeRow] {
    try all(
      Survey.tableName, "x.answered_on, coalesce(x.respondent, x.email, ''), x.nps_score",
      where: ("x.answered_on >= ?", [day.stored]), order: "x.answered_on DESC, x.id"
    ) { reader, head in
      let answered = reader.day()
      let change = ChangeRow.Change.surveyAnswered(reader.requiredText(), score: reader.integer())
      return [head.row(change, at: answered.map { Instant(startOf: $0) })]
    }
  }

  /// Instances first seen in the months of the period; when it is known which were there before,
  /// only the others.
  func instances() throws -> [ChangeRow] {
    let number = base?.instanceNumber ?? 0
    return try all(
      Instance.tableName, "coalesce(x.hostname, x.namespace_name, x.id), x.instance_type",
      where: (
        "x.first_seen_month >= ? AND x._n > ?", [day.firstOfMonth.stored, .integer(number)]
      ), order: "x.first_seen_month DESC, a.name, x.id"
    ) { reader, head in
      let name = reader.requiredText()
      return [head.row(.instanceSeen(name, reader.choice() ?? .unknown))]
    }
  }
}
