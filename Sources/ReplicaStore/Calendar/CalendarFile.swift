import CustomerSuccess

/// The appointments that an iCalendar file lists, as they are written.
struct CalendarFile {
  /// One `VEVENT`.
  struct Entry {
    var uid: String?
    var title = ""
    var start: CalendarTime?
    var recurrenceID: CalendarTime?
    var excluded: [CalendarTime] = []
    var attendees: [String] = []
    var isCancelled = false
    var repetition: CalendarRepetition?
  }

  private(set) var entries: [Entry] = []
  private var entry: Entry?
  /// Parts of an appointment, such as its alarms, whose lines are not its own.
  private var depth = 0

  /// More are a mistake, and would cost the evening.
  static let entryLimit = 50_000

  init(_ bytes: [UInt8]) {
    var line: [UInt8] = []
    for part in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      if part.first == 0x20 || part.first == 0x09 {
        // A long line goes on behind a blank.
        line += part.dropFirst()
      } else {
        take(line)
        line = Array(part)
      }
    }
    take(line)
  }

  private mutating func take(_ bytes: [UInt8]) {
    guard entries.count < Self.entryLimit,
      let line = CalendarLine(String(decoding: bytes, as: UTF8.self))
    else { return }
    switch (line.name, line.value.uppercased()) {
    case ("BEGIN", "VEVENT"):
      entry = Entry()
      depth = 0
    case ("END", "VEVENT"):
      if let entry { entries.append(entry) }
      entry = nil
    case ("BEGIN", _): depth += 1
    case ("END", _): depth = max(depth - 1, 0)
    default:
      if depth == 0 { entry?.take(line) }
    }
  }
}

extension CalendarFile.Entry {
  fileprivate mutating func take(_ line: CalendarLine) {
    switch line.name {
    case "UID": uid = line.value
    case "SUMMARY": title = String(line.text.prefix(CalendarEvent.titleLimit))
    case "STATUS": isCancelled = line.value.uppercased() == "CANCELLED"
    case "DTSTART": start = CalendarTime(line.value)
    case "RECURRENCE-ID": recurrenceID = CalendarTime(line.value)
    case "RRULE": repetition = CalendarRepetition(line.value)
    case "EXDATE":
      excluded += line.value.split(separator: ",").compactMap { CalendarTime(String($0)) }
    case "ATTENDEE", "ORGANIZER":
      guard attendees.count < CalendarEvent.attendeeLimit, let address = line.address,
        !attendees.contains(address)
      else { return }
      attendees.append(address)
    default: break
    }
  }
}

/// One line: a name, parameters that nobody here asks for, and a value.
private struct CalendarLine {
  let name: String
  let value: String

  /// Nil for what is no such line.
  init?(_ line: String) {
    var isQuoted = false
    var colon: String.Index?
    for index in line.indices {
      if line[index] == "\"" { isQuoted.toggle() }
      if line[index] == ":", !isQuoted {
        colon = index
        break
      }
    }
    guard let colon else { return nil }
    name = line[..<colon].prefix { $0 != ";" }.uppercased()
    value = String(line[line.index(after: colon)...])
  }

  /// The value without the backslashes of the format.
  var text: String {
    var text = ""
    var isEscaped = false
    for character in value {
      if isEscaped {
        text.append(character == "n" || character == "N" ? " " : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }

  /// The address behind `mailto:`; nil for anything else.
  var address: String? {
    let text = value.lowercased()
    guard text.hasPrefix("mailto:") else { return nil }
    let address = text.dropFirst("mailto:".count)
    return address.contains("@") && address.utf8.count <= 320 ? String(address) : nil
  }
}

/// A time as written: `20261125`, `20261125T093000` or `20261125T093000Z`.
struct CalendarTime {
  private let day: Day
  /// Seconds after midnight; nil for a whole day.
  private let second: Int?
  private let isUTC: Bool

  /// Nil for anything else.
  init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count >= 8,
      let year = Self.number(digits[0..<4]), let month = Self.number(digits[4..<6]),
      let dayOfMonth = Self.number(digits[6..<8]),
      let day = Day(year: year, month: month, day: dayOfMonth)
    else { return nil }
    self.day = day
    isUTC = digits.last == UInt8(ascii: "Z")
    guard digits.count >= 15, digits[8] == UInt8(ascii: "T"),
      let hour = Self.number(digits[9..<11]), let minute = Self.number(digits[11..<13]),
      hour < 24, minute < 60
    else {
      second = nil
      return
    }
    second = hour * 3_600 + minute * 60
  }

  /// The day and the minute of it where the person is.
  func local(_ secondsFromGMT: (Instant) -> Int) -> (day: Day, minute: Int?) {
    guard let second else { return (day, nil) }
    guard isUTC else { return (day, second / 60) }
    let instant = Instant(startOf: day).adding(seconds: second)
    let local = instant.adding(seconds: secondsFromGMT(instant))
    let localDay = local.day(secondsFromGMT: 0)
    return (localDay, Instant(startOf: localDay).seconds(until: local) / 60)
  }

  /// The day as written.
  var writtenDay: Day { day }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      number = number * 10 + Int(digit) - 48
    }
    return number
  }
}
