import ArgumentParser
import CustomerSuccess
import TamService

struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Who may use the service, with what permissions and on which devices.",
    subcommands: [
      List.self, Add.self, Activate.self, Deactivate.self, SetBundle.self, PublicSector.self,
      Enroll.self, ListDevices.self, Revoke.self,
    ])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "All users, by name.")
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try output.write(try data.withUsers { try $0.list() }.map(UserOutput.init))
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a user that no import knows.")
    @Argument(help: "The e-mail address.") var email: String
    @Option(help: "As colleagues know the person.") var name: String
    @Option(help: "What the user may do: \(Bundle.choices).") var bundle = Bundle.tam
    @Option(help: "Colleagues of one team see each other's customers.") var team: String?
    @Option(help: "E-mail address or id of the manager.") var manager: String?
    @Flag(help: "May see customers of the public sector.") var publicSector = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let new = NewUser(
        email: email, name: name, bundle: bundle, team: team, manager: manager,
        seesPublicSector: publicSector)
      let user = try data.withUsers { try $0.add(new) }
      try output.write(UserOutput(user), text: user.id.rawValue)
      Output.message("added \(user.name); next: `tamd user enroll \(user.email)`")
    }
  }

  struct Activate: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Let a user in again.")
    @OptionGroup var who: WhoOption
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let user = try data.withUsers { try $0.setActive(true, who.user) }
      try output.write(UserOutput(user), text: "\(user.email) is active")
    }
  }

  struct Deactivate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep a user out from the next request on, whatever an import says.")
    @OptionGroup var who: WhoOption
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let user = try data.withUsers { try $0.setActive(false, who.user) }
      try output.write(UserOutput(user), text: "\(user.email) is deactivated")
    }
  }

  struct SetBundle: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "bundle", abstract: "Give a user other permissions.")
    @OptionGroup var who: WhoOption
    @Argument(help: "One of \(Bundle.choices).") var bundle: Bundle
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let user = try data.withUsers { try $0.setBundle(bundle, who.user) }
      try output.write(UserOutput(user), text: "\(user.email) has \(bundle.rawValue)")
    }
  }

  struct PublicSector: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "public-sector",
      abstract: "Open customers of the public sector to a user, or close them.")
    @OptionGroup var who: WhoOption
    @Argument(help: "yes or no.") var answer: YesOrNo
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let user = try data.withUsers { try $0.setSeesPublicSector(answer == .yes, who.user) }
      let text = answer == .yes ? "sees" : "does not see"
      try output.write(
        UserOutput(user), text: "\(user.email) \(text) customers of the public sector")
    }
  }
}

/// Whom a verb is about.
struct WhoOption: ParsableArguments {
  @Argument(help: "The e-mail address or id.")
  var user: String
}

enum YesOrNo: String, ExpressibleByArgument, CaseIterable {
  case yes
  case no
}

extension Bundle: ExpressibleByArgument {
  /// Takes the short names of this program as well as those of the files.
  package init?(argument: String) {
    guard
      let bundle = Self.allCases.first(where: { "\($0)" == argument || $0.rawValue == argument })
    else { return nil }
    self = bundle
  }

  static var choices: String { allCases.map { "\($0)" }.joined(separator: ", ") }
}

/// A user in the output of a verb.
struct UserOutput: OutputLine {
  static let titles = ["id", "name", "email", "team", "bundle", "active", "devices"]

  let id: String
  let name: String
  let email: String
  let team: String?
  let bundle: String?
  let active: Bool
  let publicSector: Bool
  let devices: Int

  init(_ user: UserLine) {
    id = user.id.rawValue
    name = user.name
    email = user.email
    team = user.team
    bundle = user.bundle?.rawValue
    active = user.isActive
    publicSector = user.seesPublicSector
    devices = user.devices
  }

  var cells: [String] {
    [id, name, email, team ?? "", bundle ?? "", active ? "yes" : "no", "\(devices)"]
  }

  private enum CodingKeys: String, CodingKey {
    case id, name, email, team, bundle, active, devices
    case publicSector = "public_sector"
  }
}
