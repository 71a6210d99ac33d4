import ArgumentParser
import ReplicaStore
import SyncClient
import Terminal

struct SyncVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Send your edits and fetch what is new.",
    discussion: """
      Exit status 4 when the service cannot be reached, 3 when it refused edits; \
      tam outbox attention lists them with the reasons.
      """)

  @Flag(name: .long, help: "Go on until it is stopped, and print a result for every round.")
  var watch = false

  @Option(name: .long, help: "Seconds between two rounds of --watch.")
  var every = 30

  @OptionGroup var form: FormatOptions

  func validate() throws {
    guard every > 0 else { throw ValidationError("--every is 1 or more") }
  }

  func run() async throws {
    let place = try Workplace.open()
    let synchronizer = try place.synchronizer()
    guard watch else { return try await syncOnce(synchronizer, place) }
    while true {
      let report = await synchronizer.syncOnce()
      do {
        try write(report, place)
      } catch let problem as SyncProblem where problem.mayPass {
        place.output.say(untrusted: "tam: \(problem)")
      }
      try await Task.sleep(for: .seconds(every))
    }
  }

  /// One round; edits that were refused in an earlier one are told, and are no failure of this one.
  private func syncOnce(_ synchronizer: Synchronizer, _ place: Workplace) async throws {
    let before = Set(try place.replica.attention().map(\.id))
    let report = await synchronizer.syncOnce()
    try write(report, place)
    guard report.needsAttention > 0 else { return }
    let items = try place.replica.attention()
    for item in items {
      place.output.say(untrusted: "\(item.id): \(item.summary): \(item.reason)")
    }
    let refused = items.count { !before.contains($0.id) }
    let advice = "mend what it says, then tam outbox retry ID, or tam outbox discard ID"
    guard refused > 0 else {
      place.output.say(untrusted: "tam: \(items.count) refused earlier still wait: \(advice)")
      return
    }
    throw Problem(
      status: .doneInPart, description: "the service refused \(refused) of your edits: \(advice)")
  }

  private func write(_ report: SyncReport, _ place: Workplace) throws {
    if let problem = report.problem { throw problem }
    try place.output.write(one: report, as: .syncs, form.format)
  }
}

extension SyncProblem {
  /// Whether a later round may go well without anybody doing anything here.
  fileprivate var mayPass: Bool {
    switch self {
    case .unreachable, .otherProgram, .replica: true
    case .notLoggedIn, .loginNeeded, .upgradeNeeded, .locked, .revoked, .refused: false
    }
  }
}

extension Listing where Element == SyncReport {
  fileprivate static let syncs = Listing([
    Column("pushed", "Edits sent") { Datum($0.pushed) },
    Column("pulled", "Rows fetched") { Datum($0.pulled) },
    Column("position", "Position") { $0.position.map(Datum.integer) ?? .null },
    Column("needs_attention", "Needs attention") { Datum($0.needsAttention) },
  ])
}
