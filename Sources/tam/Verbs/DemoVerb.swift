import ArgumentParser
import ReplicaStore
import SyncClient
import Terminal

struct DemoVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open the app on a make-believe company with its own service.",
    discussion: "Everything is kept below TAM_HOME/demo; nothing leaves this machine.")

  @Flag(name: .long, help: "Throw away what was done so far, and begin with a fresh company.")
  var fresh = false

  @OptionGroup var app: AppOptions

  func run() async throws {
    let output = Output.standard
    guard app.accessible || output.terminalColumns != nil else {
      throw Problem.failed("the app needs a terminal to draw on: run tam demo in one")
    }
    let environment = try ProgramEnvironment.current()
    let company = try DemoCompany(
      below: try Home.open(at: environment.homePath()), environment: environment, output: output)
    try DemoService.awaitLeftover(of: company)
    if fresh { try company.remove() }
    try company.make()
    let service = try await DemoService.start(for: company)
    defer { service.stop() }
    let place = try await enter(company, service, environment, output)
    let status = try await AppLaunch.run(at: place, isLinear: app.accessible)
    if status != 0 { throw ExitCode(status) }
  }

  /// The home of the TAM that the person plays, enrolled and filled the first time.
  private func enter(
    _ company: DemoCompany, _ service: DemoService, _ environment: ProgramEnvironment,
    _ output: Output
  ) async throws -> Workplace {
    let home = try Home.open(at: company.homePath)
    if let access = try home.access() {
      // The service listens on another port each time.
      try home.save(access.moved(to: service.address))
    } else {
      let login = try Login(
        service: service.address, code: company.code(), deviceName: "demonstration")
      try home.save(try await login.access())
    }
    let place = try Workplace.open(home, environment: environment, output)
    if try place.replica.syncStatus().lastCheckpoint == nil {
      output.say("Fetching your book of customers.")
      if let problem = try await place.synchronizer().syncOnce().problem { throw problem }
    }
    return place
  }
}

extension ServiceAccess {
  /// The same login at another address.
  fileprivate func moved(to service: String) -> ServiceAccess {
    ServiceAccess(
      service: service, device: device, token: token, user: user, userName: userName,
      company: company)
  }
}
