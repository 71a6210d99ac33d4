import CustomerSuccess

/// How an appointment is repeated: the rules of RFC 5545 that people's calendars make of clicks.
struct CalendarRepetition {
  private enum Frequency: String {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// A weekday, or the so-manieth of the month; negative from its end.
  private struct Weekday {
    let ordinal: Int?
    /// 1 for Monday.
    let weekday: Int
  }

  /// Nil for what is repeated within a day: then the first time counts alone.
  private var frequency: Frequency?
  private var interval = 1
  private var until: Day?
  private var count: Int?
  private var weekdays: [Weekday] = []
  private var monthDays: [Int] = []

  /// Appointments with a number of times are counted for so many days.
  private static let countedDays = 3_660

  init(_ rule: String) {
    var position: Int?
    for part in rule.uppercased().split(separator: ";") {
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2 else { continue }
      switch sides[0] {
      case "FREQ": frequency = Frequency(rawValue: sides[1])
      case "INTERVAL": interval = min(max(Int(sides[1]) ?? 1, 1), 10_000)
      case "UNTIL": until = CalendarTime(sides[1])?.writtenDay
      case "COUNT": count = Int(sides[1])
      case "BYDAY": weekdays = sides[1].split(separator: ",").compactMap(Self.weekday)
      case "BYSETPOS": position = Int(sides[1])
      case "BYMONTHDAY": monthDays = sides[1].split(separator: ",").compactMap { Int($0) }
      default: break
      }
    }
    // `BYDAY=MO;BYSETPOS=2` is another way to write `BYDAY=2MO`.
    guard let position, frequency == .monthly, weekdays.count == 1 else { return }
    weekdays = [Weekday(ordinal: position, weekday: weekdays[0].weekday)]
  }

  private static func weekday(_ text: Substring) -> Weekday? {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    guard let index = names.firstIndex(where: { text.hasSuffix($0) }) else { return nil }
    return Weekday(ordinal: Int(text.dropLast(2)), weekday: index + 1)
  }

  /// Whether the appointment that was first on `start` is on that day.
  func holds(_ day: Day, from start: Day) -> Bool {
    guard day != start else { return true }
    guard day > start, until.map({ day <= $0 }) ?? true, fits(day, from: start) else {
      return false
    }
    guard let count else { return true }
    let days = start.days(until: day)
    guard days <= Self.countedDays else { return false }
    let before = (1..<max(days, 1)).count { fits(start.adding(days: $0), from: start) }
    return before + 1 < count
  }

  /// Whether the pattern has the day, however often before.
  private func fits(_ day: Day, from start: Day) -> Bool {
    switch frequency {
    case nil: return false
    case .daily:
      return start.days(until: day) % interval == 0 && fitsWeekday(day, else: true)
    case .weekly:
      let monday = { (day: Day) in day.adding(days: 1 - day.weekday) }
      let weeks = monday(start).days(until: monday(day)) / 7
      return weeks % interval == 0 && fitsWeekday(day, else: day.weekday == start.weekday)
    case .monthly:
      let (first, now) = (start.parts, day.parts)
      let months = (now.year - first.year) * 12 + now.month - first.month
      guard months % interval == 0 else { return false }
      if !monthDays.isEmpty { return fitsMonthDay(day) }
      return fitsWeekday(day, else: now.day == first.day)
    case .yearly:
      let (first, now) = (start.parts, day.parts)
      return (now.year - first.year) % interval == 0 && now.month == first.month
        && now.day == first.day
    }
  }

  private func fitsWeekday(_ day: Day, else usual: Bool) -> Bool {
    guard !weekdays.isEmpty else { return usual }
    return weekdays.contains { wanted in
      guard wanted.weekday == day.weekday else { return false }
      guard let ordinal = wanted.ordinal else { return true }
      let dayOfMonth = day.parts.day
      let length = day.firstOfMonth.days(until: day.firstOfMonth.adding(months: 1))
      return ordinal > 0
        ? (dayOfMonth - 1) / 7 + 1 == ordinal : -((length - dayOfMonth) / 7 + 1) == ordinal
    }
  }

  private func fitsMonthDay(_ day: Day) -> Bool {
    let length = day.firstOfMonth.days(until: day.firstOfMonth.adding(months: 1))
    return monthDays.contains(day.parts.day) || monthDays.contains(day.parts.day - length - 1)
  }
}
