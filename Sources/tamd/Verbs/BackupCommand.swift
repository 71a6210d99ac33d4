import ArgumentParser
import TamService

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a consistent copy of the store, also while it is served.",
    discussion: """
      To restore: stop the service, remove store.sqlite and what begins like it, put the copy in \
      its place under that name, and start. Devices notice, and send again what the copy lacks. \
      In another folder the service needs signing.key as well, which a copy does not hold.
      """)

  @Argument(help: "The file to make; it must not exist.")
  var file: String

  @OptionGroup var data: DataOptions

  func run() throws {
    try data.withStore { try $0.backup(to: file) }
    Output.message("wrote \(file); keep \(data.directory.keyPath) with it")
  }
}
