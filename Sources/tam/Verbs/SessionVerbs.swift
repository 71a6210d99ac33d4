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
    let device = deviceName ?? ProcessInfo.processInfo.hostName
    let access = try await Login(service: service, code: code.text(), deviceName: device).access()
    if let before {
      try goOn(from: before, as: access, Workplace.open(home, environment: environment, output))
    } else {
      try home.save(access)
    }
    let name = SafeText(sanitizing: access.userName)
    let company = SafeText(sanitizing: access.company)
    output.say("Logged in as \(name) at \(company). Next: tam sync, or tam for the app.")
  }

  /// A new login of the same person keeps the local copy and the edits that wait.
  private func goOn(
    from before: ServiceAccess, as access: ServiceAccess, _ place: Workplace
  ) throws {
    guard before.user == access.user else {
      throw Problem.failed(
        """
        this home belongs to \(before.userName), the code was for \(access.userName): run \
        tam logout first and ask for a new code, or set TAM_HOME to another folder
        """)
    }
    try place.replica.renew(as: access)
  }
}

struct LogoutVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Forget the login, and remove the local copy of all data.")

  @Flag(name: .long, help: "Even if edits were not sent; they are lost.")
  var force = false

  func work(at place: Workplace) throws {
    let status = try place.replica.syncStatus()
    let waiting = status.unsentCount + status.needsAttentionCount
    guard waiting == 0 || force else {
      throw Problem.failed(
        """
        \(waiting) edits would be lost: run tam sync, look at tam outbox attention, \
        or give them up with tam logout --force
        """)
    }
    try place.replica.wipe()
    place.output.say("Logged out; the local copy is removed, drafts stay.")
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
