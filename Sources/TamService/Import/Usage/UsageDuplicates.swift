/// Rows of one file that say something of the same series and month: the one with the newest ping
/// counts, and of equal pings the last.
///
/// The pings of all rows would be much to remember for what is rare: the first reading only finds
/// which rows have a twin, and a second one, if there are any, which of the twins counts.
struct UsageDuplicates {
  private var seen: Set<UInt64> = []
  private var winners: [UInt64: (ping: Int64, record: Int)] = [:]
  /// Rows beyond the first of their kind.
  private(set) var count = 0

  var isEmpty: Bool { winners.isEmpty }

  /// First reading.
  mutating func note(_ subject: MartParser.Subject) {
    let mark = subject.key.mixed(with: subject.month)
    guard !seen.insert(mark).inserted else { return }
    count += 1
    winners[mark] = (.min, -1)
  }

  /// Forgets what only the first reading needs.
  mutating func endFirstReading() { seen = [] }

  /// Second reading; `record` counts the records of the file.
  mutating func compare(_ subject: MartParser.Subject, ping: Int64?, record: Int) {
    let mark = subject.key.mixed(with: subject.month)
    guard let winner = winners[mark], (ping ?? .min) >= winner.ping else { return }
    winners[mark] = (ping ?? .min, record)
  }

  /// Whether that record gives way to another of the file.
  func isSuperseded(_ key: SeriesKey, _ month: Int32, record: Int) -> Bool {
    guard !winners.isEmpty, let winner = winners[key.mixed(with: month)] else { return false }
    return winner.record != record
  }
}
