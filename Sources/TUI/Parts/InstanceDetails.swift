import CustomerSuccess
import ReplicaStore
import Terminal

extension Canvas {
  /// Everything that helps to say what an instance is for, the most telling first.
  ///
  /// - Parameters:
  ///   - siblings: The customer's other instances with their labels.
  ///   - refusal: Why the person may not label it; nil when they may.
  mutating func instance(
    _ instance: InstanceRow, type: InstanceType, siblings: [(InstanceRow, InstanceType)],
    refusal: SafeText?, surroundings: Surroundings
  ) {
    rule(
      row: 0, title: SafeText(sanitizing: instance.name, limit: max(columns - 6, 1)),
      glyphs: surroundings.glyphs)
    var row = 1
    for line in (refusal?.wrapped(to: max(columns - 1, 1)) ?? []) {
      write(line, row: row, role: .warning)
      row += 1
    }
    for (label, value) in Self.facts(of: instance, type: type, surroundings: surroundings) {
      labeled(label, value, row: row, labelWidth: 9)
      row += 1
    }
    let whose = SafeText(sanitizing: instance.accountName, limit: 40)
    rule(
      row: row,
      title: siblings.isEmpty ? "No other instance of \(whose)" : "Other instances of \(whose)",
      glyphs: surroundings.glyphs)
    within(bounds.splitTop(row + 1).rest) { $0.siblings(siblings, surroundings: surroundings) }
  }

  /// Label and value of everything known of an instance.
  static func facts(
    of instance: InstanceRow, type: InstanceType, surroundings: Surroundings
  ) -> [(SafeText, SafeText)] {
    let separator: SafeText = " \(surroundings.glyphs.separator) "
    func joined(_ parts: [SafeText?]) -> SafeText {
      .joined(parts.compactMap { $0 }, separator: separator)
    }
    let label: SafeText = "\(Words.plain(type))\(instance.isUnsent ? ", not sent yet" : "")"
    let tam: SafeText = instance.ownerName.map { "TAM \(SafeText(sanitizing: $0))" } ?? "no TAM"
    return [
      ("Label", label), ("Users", users(instance)),
      ("Ping", ping(instance, surroundings: surroundings)),
      (
        "Version",
        joined([
          instance.version.map { SafeText(sanitizing: $0) } ?? "not reported",
          instance.deliveryType.map(Words.plain),
        ])
      ),
      ("Customer", joined([SafeText(sanitizing: instance.accountName), tam])),
      ("License", license(instance)),
      ("Health", health(instance)),
      (
        "Id",
        SafeText(sanitizing: instance.uuid ?? instance.namespaceID ?? instance.id.rawValue)
      ),
    ]
  }

  private static func users(_ instance: InstanceRow) -> SafeText {
    guard let billable = instance.billableUsers else { return "not reported" }
    let active: SafeText = instance.activeUsers.map { ", \($0) active" } ?? ""
    let ratio = LicenseUtilization.Operands(
      billable: billable, licensed: instance.licensedUsers
    ).ratio
    guard let ratio, let licensed = instance.licensedUsers else { return "\(billable)\(active)" }
    return "\(billable)\(active) of \(licensed) licenses, \(Words.percent(ratio))"
  }

  private static func ping(_ instance: InstanceRow, surroundings: Surroundings) -> SafeText {
    guard let ping = instance.lastPing else { return "never" }
    let day = Words.plain(ping.day(secondsFromGMT: 0))
    let age = Words.age(ping, now: surroundings.now)
    guard let first = instance.firstSeenMonth, let last = instance.lastSeenMonth else {
      return "\(day), \(age)"
    }
    return "\(day), \(age); months \(Words.month(first)) to \(Words.month(last))"
  }

  private static func license(_ instance: InstanceRow) -> SafeText {
    guard instance.subscription != nil else { return "no subscription" }
    let name = SafeText(sanitizing: instance.subscriptionName ?? "subscription", limit: 40)
    let plan: SafeText = instance.plan.map { ", \(SafeText(sanitizing: $0, limit: 30))" } ?? ""
    let seats: SafeText = instance.subscriptionSeats.map { ", \($0) licenses" } ?? ""
    return "\(name)\(plan)\(seats)"
  }

  private static func health(_ instance: InstanceRow) -> SafeText {
    switch instance.healthInclusion {
    case .included: "included in the measures"
    case .optOut: "kept out of the measures"
    case nil: "not decided; Production counts by default"
    }
  }

  /// A line each: label, users, version, age of the ping, host.
  private mutating func siblings(
    _ siblings: [(InstanceRow, InstanceType)], surroundings: Surroundings
  ) {
    for (line, (instance, type)) in siblings.prefix(rows).enumerated() {
      if line == rows - 1, siblings.count > rows {
        write("and \(siblings.count - line) more", row: line, column: 1, role: .muted)
        return
      }
      write(
        Words.plain(type), row: line, column: 1, role: type == .unknown ? .unknown : .text)
      let users: SafeText = instance.billableUsers.map { "\($0) users" } ?? "? users"
      write(users.fitted(to: 11, alignment: .trailing), row: line, column: 15)
      var column = 27
      if columns >= 60 {
        write(
          SafeText(sanitizing: instance.version ?? "", limit: 9), row: line, column: 27,
          role: .muted)
        let age = instance.lastPing.map { Words.age($0, now: surroundings.now) } ?? "never"
        write(age.fitted(to: 8, alignment: .trailing), row: line, column: 36, role: .muted)
        column = 45
      }
      write(
        SafeText(sanitizing: instance.name, limit: max(columns - column - 1, 0)), row: line,
        column: column)
    }
  }
}
