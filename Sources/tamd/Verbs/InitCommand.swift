import ArgumentParser
import TamService

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make an empty store and its keys in an empty folder.")

  /// Bytes of the key that signs resume tokens.
  static let keyBytes = 32

  @OptionGroup var data: DataOptions

  @Option(help: "What the company calls itself, shown on devices.")
  var company: String?

  func run() throws {
    let store = try Store.create(
      data.directory, key: Surroundings.randomness(Self.keyBytes),
      clock: try Surroundings.clock())
    if let company {
      try store.write(by: "tamd", for: "init") { try $0.setMeta("company", company) }
    }
    try store.close()
    try ConnectionFile.writeTemplates(data.directory)
    Output.message(
      """
      made an empty store in \(data.data); next: `tamd import salesforce DIR --data \(data.data)`, \
      `tamd connector set salesforce KEY=VALUE --data \(data.data)` or \
      `tamd user add EMAIL --name NAME --data \(data.data)`
      """)
  }
}
