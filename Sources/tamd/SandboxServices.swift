import Foundation
import Sandbox
import TamService

/// The services that a make-believe company uses, standing in for the real ones on this machine, and
/// a store whose connectors are set up to ask them.
struct SandboxServices {
  private let company: StandInCompany
  private let data: DataOptions
  /// Where each is asked, such as `http://127.0.0.1:40123`.
  let addresses: [(connector: Connector, address: String)]

  /// Begins to serve.
  ///
  /// - Parameter folder: What ``Company`` has written; it stays in use.
  /// - Throws: ``ConnectionError/inUse(path:)`` when the connectors are set up for real services.
  init(of folder: String, clock: StandInClock, for data: DataOptions) async throws {
    self.data = data
    try ConnectionFile.requireSandbox(data.directory)
    company = try StandInCompany(directory: folder, clock: clock, key: StandInKey())
    let credentials = "\(data.data)/sandbox-credentials"
    let keyFile = try Self.write(
      company.privateKeyPEM, to: "salesforce-and-snowflake.pem", credentials)
    let tokenFile = try Self.write(StandInCompany.zendeskToken, to: "zendesk-token", credentials)
    let settings = try await company.start(keyFile: keyFile, tokenFile: tokenFile)
      .compactMap { setting in
        Connector(rawValue: setting.connector).map { (connector: $0, lines: setting.lines) }
      }
    try ConnectionFile.setUpSandbox(settings, data.directory)
    addresses = settings.map { connector, lines in
      (connector, lines.first { $0.key == "host" || $0.key == "login_host" }?.value ?? "")
    }
  }

  /// Ends them, and leaves no connector that would ask where nobody answers any more.
  func stop() async throws {
    await company.stop()
    try ConnectionFile.takeDownSandbox(data.directory)
  }

  /// Writes a file that only its owner can read; returns its path.
  private static func write(_ text: String, to name: String, _ folder: String) throws -> String {
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
