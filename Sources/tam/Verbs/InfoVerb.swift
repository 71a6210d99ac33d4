import ArgumentParser
import CustomerSuccess
import Foundation
import Preferences
import ReplicaStore
import Terminal

/// Does not open the replica, so that it tells something even when that cannot be opened.
struct InfoVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Say where everything lives and what the program decided.")

  @OptionGroup var form: FormatOptions

  func run() throws {
    let environment = try ProgramEnvironment.current()
    let facts = try InstallationFacts(environment)
    try Output.standard.write(one: facts, as: .installation, form.format)
  }
}

/// What one wants to know when something is odd.
struct InstallationFacts {
  let home: String
  let configuration: String
  let layout: Home
  let login: String
  let service: String?
  let fixedNow: Instant?
  let terminal: TerminalFacts

  init(_ environment: ProgramEnvironment) throws {
    home = try environment.homePath()
    configuration = try environment.configurationPath()
    layout = try Home.open(at: home)
    do {
      let access = try layout.access()
      login = access.map { "\($0.userName) at \($0.company)" } ?? "nobody"
      service = access?.service
    } catch {
      login = error.description
      service = nil
    }
    fixedNow = environment.fixedNow
    let preferences = Preferences.read(
      PreferenceFolder(path: configuration), environment: environment.variables)
    terminal = TerminalFacts(preferences.settings, environment.variables)
  }
}

/// How the app would draw here.
struct TerminalFacts {
  let type: String
  let used: String?
  let colors: String?
  let isUnicode: Bool?
  /// Whether the app is lines to read and answer, as with `--accessible`, instead of a screen.
  let isLinear: Bool
  let problem: String?

  /// Asks the encoder, which needs no terminal to answer.
  init(_ settings: Settings, _ variables: [String: String]) {
    let options = settings.terminalOptions(environment: variables)
    type = options.type
    isLinear = settings.accessible || type == "dumb"
    do {
      let size = Size(rows: 24, columns: 80)
      let encoder = try FrameEncoder(options: options, size: size, theme: .tamarack)
      used = encoder.type
      colors = encoder.tier.rawValue
      let glyphs = settings.glyphSet(insteadOf: encoder.isUnicode ? .unicode : .ascii)
      isUnicode = glyphs == .unicode
      problem = nil
    } catch {
      used = nil
      colors = nil
      isUnicode = nil
      problem = "\(error)"
    }
  }
}

extension Listing where Element == InstallationFacts {
  fileprivate static let installation = Listing([
    Column("version", "Version") { _ in .text(TamCommand.version) },
    Column("schema_version", "Schema") { _ in Datum(Schema.version) },
    Column("home", "TAM_HOME") { .text($0.home) },
    Column("config", "TAM_CONFIG") { .text($0.configuration) },
    Column("replica", "Replica") { .text($0.layout.replicaPath) },
    Column("outbox_journal", "Outbox journal") { .text($0.layout.journalPath) },
    Column("drafts", "Drafts") { .text($0.layout.draftsPath) },
    Column("token", "Login file") { .text($0.layout.tokenPath) },
    Column("log", "Log") { .text($0.layout.logPath) },
    Column("login", "Logged in") { .text($0.login) },
    Column("service", "Service") { Datum($0.service) },
    Column("clock_fixed_to", "TAM_NOW") { Datum($0.fixedNow) },
    Column("terminal", "TERM") { .text($0.terminal.type) },
    Column("terminal_used", "Drawn as") { Datum($0.terminal.used) },
    Column("colors", "Colors") { Datum($0.terminal.colors) },
    Column("unicode", "Unicode") { $0.terminal.isUnicode.map(Datum.boolean) ?? .null },
    Column("lines", "As lines") { Datum($0.terminal.isLinear) },
    Column("terminal_problem", "Problem") { Datum($0.terminal.problem) },
  ])
}
