/// What is known of a customer that may end the sleep of one of its CTAs.
///
/// When a CTA is put to sleep, the fact that its event is about is kept with it as a mark; whoever
/// looks later compares the mark with the fact of now. So nobody has to watch for the event.
package struct SnoozeFacts: Hashable, Sendable {
  /// When the newest entry of the timeline was logged; nil when there is none.
  package let newestEntry: Instant?
  /// When a ticket was last solved or closed; nil when none was.
  package let newestTicketClosed: Instant?
  package let renewal: Day?
  package let health: Sentiment?

  package init(
    newestEntry: Instant? = nil, newestTicketClosed: Instant? = nil, renewal: Day? = nil,
    health: Sentiment? = nil
  ) {
    self.newestEntry = newestEntry
    self.newestTicketClosed = newestTicketClosed
    self.renewal = renewal
    self.health = health
  }

  /// What to keep with a CTA that sleeps until the event.
  package func mark(of event: SnoozeEvent) -> String {
    switch event {
    case .activityLogged: newestEntry?.description ?? ""
    case .ticketClosed: newestTicketClosed?.description ?? ""
    case .renewalMoved: renewal?.description ?? ""
    case .healthDropped: health?.rawValue ?? ""
    }
  }

  /// Whether the event came since the mark was made.
  package func show(_ event: SnoozeEvent, since mark: String) -> Bool {
    switch event {
    // An entry or a ticket that went away leaves an older one as the newest: that is no event.
    case .activityLogged: Self.isLater(newestEntry, than: mark)
    case .ticketClosed: Self.isLater(newestTicketClosed, than: mark)
    case .renewalMoved: self.mark(of: event) != mark
    case .healthDropped:
      health.map { Self.rank($0) < Self.rank(Sentiment(rawValue: mark) ?? .red) } ?? false
    }
  }

  private static func isLater(_ instant: Instant?, than mark: String) -> Bool {
    guard let instant else { return false }
    return Instant(mark).map { $0 < instant } ?? true
  }

  private static func rank(_ color: Sentiment) -> Int {
    switch color {
    case .red: 0
    case .yellow: 1
    case .green: 2
    }
  }
}
