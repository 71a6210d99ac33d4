import ArgumentParser
import Foundation
import Glibc
import Logging
import TamService

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve devices until SIGTERM or SIGINT.",
    discussion: """
      The service speaks plain HTTP. Off this machine it belongs behind a proxy that ends TLS; \
      --behind-tls-proxy says that there is one.
      """)

  @OptionGroup var data: DataOptions

  @Option(help: ArgumentHelp("Where to listen; port 0 picks one.", valueName: "host:port"))
  var listen = "127.0.0.1:7878"

  @Option(help: ArgumentHelp("Write the port there once it is known.", valueName: "file"))
  var portFile: String?

  @Flag(help: "A proxy in front ends TLS, so listening beyond this machine is safe.")
  var behindTlsProxy = false

  @Flag(help: "Serve no longer than standard input is open: for a program that starts a service.")
  var untilInputEnds = false

  @Option(help: "Least level of the log: trace, debug, info, notice, warning, error.")
  var logLevel = "info"

  mutating func validate() throws {
    guard Logger.Level(rawValue: logLevel) != nil else {
      throw ValidationError(
        "\(logLevel) is no level: name trace, debug, info, notice, warning or error")
    }
    let address = try address()
    guard address.isLoopback || behindTlsProxy else {
      throw ValidationError(
        """
        \(address.host) can be reached from other machines and tokens would travel unencrypted: \
        listen on 127.0.0.1, or put a proxy that ends TLS in front and say --behind-tls-proxy
        """)
    }
  }

  func run() async throws {
    let address = try address()
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    var logger = Logger(label: "TamService")
    logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
    if untilInputEnds { endWithInput() }
    let store = try data.openStore()
    let service = try Service(
      store: store, randomness: Surroundings.randomness, logger: logger)
    let daily = DailyRollups(store: store, logger: logger)
    let aging = Task { await daily.run(waking: ContinuousClock()) }
    let shelf = PlaybookShelf(store: store, logger: logger)
    let shelved = await shelf.settle()
    let playbooks = Task { await shelf.run(after: shelved, waking: ContinuousClock()) }
    let handover = MailHandover(
      directory: store.directory, logger: logger, sleep: { try await Task.sleep(for: $0) })
    let mails = Task { await handover.run() }
    let runner = Surroundings.jobs(store, log: logger)
    let jobs = Task { [logger] in
      do {
        try await JobScheduler(runner, logger: logger).run(waking: ContinuousClock())
      } catch {
        logger.error("no job runs", metadata: ["reason": "\(error)"])
      }
    }
    defer {
      aging.cancel()
      playbooks.cancel()
      mails.cancel()
      jobs.cancel()
    }
    try await ServiceServer(service, at: address).runUntilSignal { port in
      Output.message("listening on \(address.url(port: port))")
      guard let portFile else { return }
      do {
        try Data("\(port)\n".utf8).write(to: URL(fileURLWithPath: portFile), options: .atomic)
      } catch {
        Output.message("\(portFile) could not be written: \(error.localizedDescription)")
      }
    }
    jobs.cancel()
    // A run stops between two pages or after an import, and goes on at the next start.
    await jobs.value
    try store.close()
  }

  /// Asks this program to end, as an administrator does, once nobody holds the other end any more.
  private func endWithInput() {
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count == 0 || (count < 0 && errno != EINTR) { break }
      }
      kill(getpid(), SIGTERM)
    }
  }

  private func address() throws -> ListenAddress {
    do {
      return try ListenAddress(listen)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
