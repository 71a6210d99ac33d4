import CustomerSuccess
import Foundation
import ReplicaStore

/// Two words in all notes, beside FTS5 with nothing around it.
struct SearchBench {
  let company: Company
  let size: Size
  let folder: WorkFolder

  private static let rounds = 20
  private static let limit = 50
  /// Common and rare pairs of words from the make-believe notes.
  private static let pairs = [
    "renewal plan", "package registry", "license true", "runner upgrade", "security scanning",
    "happy progress", "champion department", "procurement waits", "draft EBR", "next steps",
  ]

  func run(_ home: String, _ report: Report) throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let answer = try Child.run(own, ["search", home])
    let numbers = answer.output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard numbers.count == 3 else { throw BenchFailure("no answer: \(answer.output)") }
    let other = try floor(home)
    report.measured(
      "Search of two words in \(size.activities) notes and everything else",
      """
      \(Figure.seconds(numbers[0])) at the median, \(Figure.seconds(numbers[1])) at 95 %, \
      \(Figure.megabytes(answer.peakMegabytes)) (one process, many searches, \
      \(Int(numbers[2])) hits in all, with titles and snippets)
      """,
      floor: """
        \(Figure.seconds(other)) at the median (FTS5 over the notes alone in the sqlite3 shell, \
        row numbers only, processor time)
        """, "\(Figure.times(numbers[0] / other)) the floor; the goal is under 16 ms")
  }

  /// Runs in a process of its own and prints median, 95th percentile and number of hits.
  static func answer(home: String) throws {
    let replica = try Replica.open(
      at: try Home.open(at: home),
      environment: ReplicaEnvironment(
        now: { Instant(secondsSinceEpoch: 1_620_000_000) }, secondsFromGMT: { _ in 0 },
        newID: { "unused" }))
    var seconds: [Double] = []
    var hits = 0
    for _ in 0..<rounds {
      for pair in pairs {
        let start = ContinuousClock.now
        hits += try replica.search(pair, limit: limit).count
        seconds.append((ContinuousClock.now - start) / .seconds(1))
      }
    }
    seconds.sort()
    let high = seconds[seconds.count * 95 / 100]
    Report().write("\(Figure.median(seconds)) \(high) \(hits)")
  }

  private func floor(_ home: String) throws -> Double {
    try folder.remove("search.sqlite")
    let searches = (0..<Self.rounds).flatMap { _ in Self.pairs }.map { pair in
      let words = pair.split(separator: " ").map { "\"\($0)\"" }.joined(separator: " ")
      return "SELECT count(*) FROM (SELECT rowid FROM notes WHERE notes MATCH '\(words)*'"
        + " ORDER BY rowid DESC LIMIT \(Self.limit));"
    }
    let script =
      """
      CREATE VIRTUAL TABLE notes USING fts5(
        text, content='', tokenize='unicode61 remove_diacritics 2');
      ATTACH '\(home)/replica.sqlite' AS replica;
      INSERT INTO notes (rowid, text)
        SELECT rowid, coalesce(subject, '') || ' ' || coalesce(notes, '') FROM replica.activity;
      .timer on
      \(searches.joined(separator: "\n"))

      """
    let output = try Child.run(
      "/usr/bin/sqlite3", [folder.path("search.sqlite")], input: script
    ).output
    return Figure.median(output.split(separator: "\n").compactMap(Self.processorSeconds))
  }

  /// Of a line such as `Run Time: real 0.001 user 0.000812 sys 0.000101`.
  private static func processorSeconds(_ line: Substring) -> Double? {
    let words = line.split(separator: " ")
    guard words.count == 8, words[0] == "Run", let user = Double(words[5]),
      let system = Double(words[7])
    else { return nil }
    return user + system
  }
}
