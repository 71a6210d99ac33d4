import Foundation
import ReplicaStore
import Terminal

/// The folders of the demonstration: `TAM_HOME/demo`, with a service's data and a home of its own.
struct DemoCompany {
  let folder: String
  let tamd: Tamd
  private let output: Output

  /// The same company for everybody, so that what a colleague saw is there.
  private static let seed = 1
  /// Whom the person plays: the TAM that every make-believe company has.
  private static let person = "robin.vega@tamarack.example"

  init(below home: Home, environment: ProgramEnvironment, output: Output) throws {
    folder = "\(home.path)/demo"
    tamd = try Tamd.besideThisProgram(environment: environment.variables)
    self.output = output
  }

  var homePath: String { "\(folder)/home" }
  var dataPath: String { "\(folder)/service" }

  /// Throws the company away, with everything that was done in it.
  func remove() throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    try FileManager.default.removeItem(atPath: folder)
  }

  /// Makes the company unless it is there already; one whose making was broken off is made anew.
  func make() throws {
    guard !FileManager.default.fileExists(atPath: dataPath) else { return }
    let unfinished = dataPath + ".new"
    if FileManager.default.fileExists(atPath: unfinished) {
      try FileManager.default.removeItem(atPath: unfinished)
    }
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    output.say("Making a company of 300 customers to play with. This happens once.")
    try tamd.run(["sandbox", "--data", unfinished, "--seed", String(Self.seed), "--by-connectors"])
    try FileManager.default.moveItem(atPath: unfinished, toPath: dataPath)
  }

  /// A one-time code for the TAM that the person plays.
  func code() throws -> String {
    let users = try tamd.run(["user", "list", "--json", "--data", dataPath], isQuiet: true)
    let all = try JSONDecoder().decode([DemoUser].self, from: Data(users.utf8))
    guard let tam = all.first(where: { $0.email == Self.person }) ?? all.first(where: \.isTAM)
    else {
      throw Problem.failed("the demonstration has no TAM: make it anew with tam demo --fresh")
    }
    return try tamd.run(["user", "enroll", tam.email, "--data", dataPath], isQuiet: true)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// A user in the list that `tamd` prints.
private struct DemoUser: Decodable {
  let email: String
  let bundle: String
  let active: Bool

  var isTAM: Bool { active && bundle == "TAM_Users" }
}
