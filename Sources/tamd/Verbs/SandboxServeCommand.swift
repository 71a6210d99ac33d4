import ArgumentParser
import Foundation
import Sandbox
import TamService

struct SandboxServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer in the place of Salesforce, Zendesk and Snowflake, on this machine only.",
    discussion: """
      Takes the files that `tamd sandbox --export DIR` has written, and sets the connectors of a \
      store up to ask here. Then `tamd connector run salesforce` and the others fill the store \
      through the same doors as the real services would. Serves until it is ended.
      """)

  @Argument(help: "The folder that the company was written to.") var folder: String
  @OptionGroup var data: DataOptions

  func run() async throws {
    try ConnectionFile.requireSandbox(data.directory)
    let company = try StandInCompany(
      directory: folder, clock: StandInClock(following: { Date() }),
      key: StandInKey())
    try data.withStore { try $0.becomeSandbox(at: data.data) }
    let credentials = "\(data.data)/sandbox-credentials"
    let keyFile = try write(company.privateKeyPEM, to: "salesforce-and-snowflake.pem", credentials)
    let tokenFile = try write(StandInCompany.zendeskToken, to: "zendesk-token", credentials)
    let settings = try await company.start(keyFile: keyFile, tokenFile: tokenFile)
    try ConnectionFile.setUpSandbox(
      settings.compactMap { setting in
        Connector(rawValue: setting.connector).map { ($0, setting.lines) }
      }, data.directory)
    for (connector, lines) in settings {
      let host = lines.first { $0.key == "host" || $0.key == "login_host" }?.value ?? ""
      Output.message("\(connector) answers at \(host)")
    }
    Output.message("next: `tamd connector run salesforce --data \(data.data)`")
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }

  /// Writes a file that only its owner can read; returns its path.
  private func write(_ text: String, to name: String, _ folder: String) throws -> String {
    let files = FileManager.default
    try files.createDirectory(
      atPath: folder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return URL(fileURLWithPath: path).path
  }
}
