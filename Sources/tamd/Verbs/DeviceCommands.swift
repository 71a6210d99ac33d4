import ArgumentParser
import CustomerSuccess
import TamService

extension UserCommand {
  struct Enroll: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a one-time code that makes a machine the user's, valid 15 minutes.")
    @OptionGroup var who: WhoOption
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      do {
        let (user, issued) = try data.withStore(issue)
        let line = CodeOutput(
          code: "\(issued.code)", user: user.id.rawValue, email: user.email,
          expiresAt: "\(issued.expiresAt)")
        try output.write(line, text: line.code)
        Output.message(
          """
          for \(user.name), once, until \(issued.expiresAt); on their machine: \
          `tam login URL --code \(line.code)`
          """)
      } catch let refusal as EnrollmentRefusal {
        Output.message("Error: \(refusal)")
        throw ExitCode.notPermitted
      }
    }

    private func issue(_ store: Store) throws -> (UserLine, IssuedCode) {
      let user = try Users(store, randomness: Surroundings.randomness).find(who.user)
      let enrollments = Enrollments(store, randomness: Surroundings.randomness)
      return (user, try enrollments.issue(for: user.id))
    }
  }

  struct ListDevices: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "devices", abstract: "The devices of a user, newest first.")
    @OptionGroup var who: WhoOption
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let devices = try data.withStore { store in
        let user = try Users(store, randomness: Surroundings.randomness).find(who.user)
        return try Devices(store).list(of: user.id)
      }
      try output.write(devices.map(DeviceOutput.init))
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End a device: its next contact is told to wipe its replica.")
    @Argument(help: "The id, from `tamd user devices`.") var device: String
    @OptionGroup var data: DataOptions

    func run() throws {
      try data.withStore { try Devices($0).revoke(.init(device)) }
      Output.message("revoked \(device)")
    }
  }
}

private struct CodeOutput: OutputLine {
  static let titles = ["code", "user", "email", "expires_at"]

  let code: String
  let user: String
  let email: String
  let expiresAt: String

  var cells: [String] { [code, user, email, expiresAt] }

  private enum CodingKeys: String, CodingKey {
    case code, user, email
    case expiresAt = "expires_at"
  }
}

private struct DeviceOutput: OutputLine {
  static let titles = ["id", "name", "active", "created_at", "seen_at"]

  let id: String
  let name: String
  let active: Bool
  let createdAt: String
  let seenAt: String

  init(_ device: DeviceLine) {
    id = device.id.rawValue
    name = device.name
    active = device.isActive
    createdAt = "\(device.createdAt)"
    seenAt = "\(device.seenAt)"
  }

  var cells: [String] { [id, name, active ? "yes" : "no", createdAt, seenAt] }

  private enum CodingKeys: String, CodingKey {
    case id, name, active
    case createdAt = "created_at"
    case seenAt = "seen_at"
  }
}
