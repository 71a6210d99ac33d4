import ArgumentParser
import CustomerSuccess
import Foundation
import ReplicaStore
import SyncClient
import Terminal

struct LoginVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Connect this home to a team's service.")

  @Argument(help: "The address of the service, such as https://tam.example.com.")
  var service: String

  @Option(name: .long, help: "The one-time code that an administrator gave you; - reads it.")
  var code: TextArgument

  @Option(name: .long, help: "What the list of devices calls this machine.")
  var deviceName: String?

  func run() async throws {
    let output = Output.standard
    let environment = try ProgramEnvironment.current()
    let home = try Home.open(at: environment.homePath())
    let before = try home.access()
    let isOthers = try holdsOthersEdits(home, environment, output)
    let device = deviceName ?? ProcessInfo.processInfo.hostName
    let access = try await Login(service: service, code: code.text(), deviceName: device).access()
    // Edits that wait decide whose home it is, whoever logged in last.
    if let before, before.user != access.user, !isOthers {
      throw Problem.failed(
        """
        this home belongs to \(before.userName), the code was for \(access.userName): run \
        tam logout first and ask for a new code, or set TAM_HOME to another folder
        """)
    }
    try say(Replica.open(at: home, environment: environment.replica, after: access), output)
    let name = SafeText(sanitizing: access.userName)
    let company = SafeText(sanitizing: access.company)
    output.say("Logged in as \(name) at \(company). Next: tam sync, or tam for the app.")
  }

  /// Opens what is here once, so that what keeps it from opening does not cost a code.
  private func holdsOthersEdits(
    _ home: Home, _ environment: ProgramEnvironment, _ output: Output
  ) throws -> Bool {
    do {
      let replica = try Replica.open(at: home, environment: environment.replica)
      say(replica, output)
      try replica.close()
      return false
    } catch ReplicaError.othersEdits {
      return true
    }
  }

  private func say(_ replica: Replica, _ output: Output) {
    for fact in replica.openingFacts { output.say(untrusted: "tam: \(fact)") }
  }
}

struct LogoutVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Forget the login, and remove the local copy of all data.")

  @Flag(name: .long, help: "Even if edits were not sent; they are lost.")
  var force = false

  func run() throws {
    guard force else { return try work(at: .open()) }
    let environment = try ProgramEnvironment.current()
    let home = try Home.open(at: environment.homePath())
    // Without a login nobody asks whose edits they are.
    try home.removeAccess()
    try finish(Replica.open(at: home, environment: environment.replica), .standard)
  }

  func work(at place: Workplace) throws {
    let status = try place.replica.syncStatus()
    let waiting = status.unsentCount + status.needsAttentionCount
    guard waiting == 0 else {
      throw Problem.failed(
        """
        \(waiting) edits would be lost: run tam sync, look at tam outbox attention, \
        or give them up with tam logout --force
        """)
    }
    try finish(place.replica, place.output)
  }

  private func finish(_ replica: Replica, _ output: Output) throws {
    try replica.wipe()
    output.say("Logged out; the local copy is removed, drafts stay.")
  }
}

struct WhoAmIVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: "Say who is logged in here, and how the sync stands.")

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    guard let access = try place.replica.home.access() else { throw Problem.notLoggedIn }
    let person = LoggedInPerson(
      access: access, row: try place.replica.myself(), status: try place.replica.syncStatus())
    try place.output.write(one: person, as: .person, form.format)
  }
}

/// Who works here, as far as the local copy knows.
private struct LoggedInPerson {
  let access: ServiceAccess
  /// Nil before the first sync.
  let row: Row?
  let status: SyncStatus
}

extension Listing where Element == LoggedInPerson {
  fileprivate static let person = Listing([
    Column("id") { Datum($0.access.user) },
    Column("name", "Name") { .text($0.access.userName) },
    Column("email", "E-mail") { Datum($0.row?[User.email]) },
    Column("team", "Team") { Datum($0.row?[User.team]) },
    Column("company", "Company") { .text($0.access.company) },
    Column("service", "Service") { .text($0.access.service) },
    Column("device", "Device") { .text($0.access.device) },
    Column("last_sync", "Last sync") { Datum($0.status.lastCheckpoint) },
    Column("unsent", "Unsent edits") { Datum($0.status.unsentCount) },
    Column("needs_attention", "Needs attention") { Datum($0.status.needsAttentionCount) },
  ])
}
