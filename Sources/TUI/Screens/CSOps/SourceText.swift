import CustomerSuccess
import ReplicaStore
import Terminal

extension SourceRow {
  var sourceTitle: SafeText {
    let name = SafeText(sanitizing: source.prefix(1).uppercased() + source.dropFirst(), limit: 30)
    return name
  }

  func standing(_ now: Instant) -> SafeText {
    guard let next = nextAt, next > now else { return SafeText(sanitizing: summary, limit: 80) }
    return "\(SafeText(sanitizing: summary, limit: 80)), next \(until(next, now))"
  }

  /// How old what it brought is; what went wrong comes before that.
  func badge(_ now: Instant) -> (text: SafeText, role: Role) {
    let age: SafeText = completeUntil.map { Words.age($0, now: now) } ?? "never"
    switch state {
    case .failed: return ("failed \u{00B7} \(age)", .risk)
    case .skipped: return ("skipped \u{00B7} \(age)", .risk)
    case .partial: return ("partial \u{00B7} \(age)", .watch)
    case .running: return ("running \u{00B7} \(age)", .accent)
    case .done: return (age, .good)
    case nil: return (age, .unknown)
    }
  }

  func details(_ now: Instant) -> [DetailLine] {
    var lines = [
      DetailLine(text: "\(sourceTitle): \(SafeText(sanitizing: summary))", role: .title)
    ]
    let start: SafeText = startedAt.map { Words.age($0, now: now) } ?? "never"
    let state: SafeText = self.state.map { ", \(Words.plain($0))" } ?? ""
    let complete: SafeText =
      completeUntil.map { "; everything until \(Words.age($0, now: now)) is here" } ?? ""
    lines.append(DetailLine(text: "Last run \(start)\(state)\(complete)."))
    if startedAt != nil {
      lines.append(
        DetailLine(
          text: "\(read) read, \(inserted) new, \(updated) changed, \(rejected) rejected.",
          role: rejected > 0 ? .watch : .text))
    }
    if let note { lines.append(DetailLine(text: SafeText(sanitizing: note), role: .watch)) }
    let plan: SafeText =
      schedule.map { "Runs at \(SafeText(sanitizing: $0)) in Los Angeles" } ?? "Runs when asked for"
    let next: SafeText = nextAt.map { $0 > now ? ", next \(until($0, now))" : "" } ?? ""
    lines.append(DetailLine(text: "\(plan)\(next).", role: .muted))
    return lines
  }

  /// Such as `in 5h`.
  private func until(_ instant: Instant, _ now: Instant) -> SafeText {
    let minutes = max(now.seconds(until: instant) / 60, 1)
    if minutes < 90 { return "in \(minutes)m" }
    return minutes < 48 * 60 ? "in \(minutes / 60)h" : "in \(minutes / 1_440)d"
  }
}
