/// Distances between days as people read them.
package enum RelativeDay {
  /// `today`, `3d ago`, `in 12d`.
  package static func text(_ day: Day, today: Day) -> String {
    let days = today.days(until: day)
    guard days != 0 else { return "today" }
    let number = PlainNumber.grouped(days.magnitude)
    return days > 0 ? "in \(number)d" : "\(number)d ago"
  }

  /// In words for sentences: `today`, `yesterday`, `tomorrow`, `3 days ago`, `in 12 days`.
  package static func words(_ day: Day, today: Day) -> String {
    let days = today.days(until: day)
    switch days {
    case -1: return "yesterday"
    case 0: return "today"
    case 1: return "tomorrow"
    default:
      let number = PlainNumber.grouped(days.magnitude)
      return days > 0 ? "in \(number) days" : "\(number) days ago"
    }
  }
}

/// How long ago something happened, for ages of pings, syncs and edits.
package enum RelativeTime {
  /// The largest whole unit: `now`, `5m ago`, `3h ago`, `12d ago`; `now` also for what lies ahead,
  /// because then only the clocks differ.
  package static func text(_ instant: Instant, now: Instant) -> String {
    let seconds = instant.seconds(until: now)
    return switch seconds {
    case ..<60: "now"
    case ..<3_600: "\(seconds / 60)m ago"
    case ..<86_400: "\(seconds / 3_600)h ago"
    default: "\(PlainNumber.grouped(seconds / 86_400))d ago"
    }
  }
}
