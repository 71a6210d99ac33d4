/// What tickets say (methodology 1.4).
extension HealthScoring {
  func support(_ facts: ScoringFacts) -> Judged {
    let days = limits.supportDays
    let recent = facts.tickets.compactMap(\.opened)
      .filter { $0.days(until: facts.today) < days }.sorted(by: >)
    let color = MeasureRules.supportIssues(ticketsPerMonth: recent.count, limits)
    let tickets = ScoreWords.count(recent.count, "ticket")
    let verdict =
      switch color {
      case nil: "no ticket says nothing"
      case .green: "\(tickets), at most \(limits.greenTickets)"
      case .yellow: "\(tickets), more than \(limits.greenTickets)"
      case .red: "\(tickets), more than \(limits.yellowTickets)"
      }
    return Judged(
      score: score(color), verdict: verdict,
      rule: "tickets of \(days) days: green up to \(limits.greenTickets), yellow up to "
        + "\(limits.yellowTickets), red above",
      facts: [.init("Tickets", "\(tickets) opened in the last \(days) days")],
      changes: supportChanges(color, recent, today: facts.today))
  }

  /// - Parameter recent: The days on which the tickets that count were opened, newest first.
  private func supportChanges(
    _ color: Sentiment?, _ recent: [Day], today: Day
  ) -> [MeasureFinding.Change] {
    func eases(_ better: Sentiment, to limit: Int) -> MeasureFinding.Change {
      let day = recent[limit].adding(days: limits.supportDays)
      let words = "Without new tickets it turns \(better.rawValue)"
      return .init(better, "\(words) \(ScoreWords.on(day, today: today)).", on: day)
    }
    func worsens(_ worse: Sentiment, beyond limit: Int) -> MeasureFinding.Change {
      let more = limit + 1 - recent.count
      let verb = more == 1 ? "makes" : "make"
      return .init(
        worse, "\(ScoreWords.count(more, "more ticket")) \(verb) it \(worse.rawValue).")
    }
    switch color {
    case nil: return [.init(.green, "A ticket makes it Green.")]
    case .green: return [worsens(.yellow, beyond: limits.greenTickets)]
    case .yellow:
      return [
        eases(.green, to: limits.greenTickets), worsens(.red, beyond: limits.yellowTickets),
      ]
    case .red: return [eases(.yellow, to: limits.yellowTickets)]
    }
  }

  func emergencies(_ facts: ScoringFacts) -> Judged {
    let emergencies = facts.tickets.filter(\.isEmergency)
    let open = emergencies.filter(\.isOpen)
    let closed = emergencies.filter { ticket in
      ticket.closed.map { $0.days(until: facts.today) <= limits.emergencyDays } ?? false
    }
    let color = MeasureRules.emergencies(open: open.count, closedLately: closed.count)
    let verdict =
      switch color {
      case .red: "\(ScoreWords.count(open.count, "emergency ticket")) open"
      case .yellow:
        "\(ScoreWords.count(closed.count, "emergency ticket")) closed in the last \(limits.emergencyDays) days"
      case .green, nil: "no emergency ticket"
      }
    return Judged(
      score: score(color), verdict: verdict,
      rule:
        "red with an open emergency ticket, yellow for \(limits.emergencyDays) days after the last",
      facts: (open + closed).map { ticket in
        .init(
          "Ticket \(ticket.id)",
          ticket.isOpen ? "open" : "closed \(ticket.closed?.description ?? "")",
          source: RowKey(Ticket.table, ticket.id))
      })
  }
}
