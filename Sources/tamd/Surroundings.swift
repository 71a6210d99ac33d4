import ArgumentParser
import CustomerSuccess
import Foundation
import TamService

/// Where the service's data is, and what the program takes from its surroundings: the clock and
/// randomness.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder with everything of the service.", valueName: "dir"))
  var data: String

  var directory: DataDirectory { DataDirectory(data) }

  func openStore() throws -> Store { try Store(directory, clock: try Surroundings.clock()) }

  /// Opens the store for `body` and closes it whatever happens, so that one file is left.
  func withStore<T>(_ body: (Store) throws -> T) throws -> T {
    let store = try openStore()
    do {
      let result = try body(store)
      try store.close()
      return result
    } catch {
      // What `body` threw says more than that the file could not be closed after it.
      try? store.close()
      throw error
    }
  }

  func withUsers<T>(_ body: (Users) throws -> T) throws -> T {
    try withStore { try body(Users($0, randomness: Surroundings.randomness)) }
  }
}

enum Surroundings {
  /// The clock, or the instant in `TAM_NOW` for demonstrations and tests.
  static func clock() throws -> @Sendable () -> Instant {
    guard let fixed = ProcessInfo.processInfo.environment["TAM_NOW"] else {
      return { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
    }
    guard let instant = Instant(fixed) else {
      throw ValidationError(
        "TAM_NOW is \(fixed), which is no instant: write one like 2026-01-31T09:00:00Z")
    }
    return { instant }
  }

  static let randomness: Randomness = { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}

extension ExitCode {
  /// What was asked is not permitted.
  static let notPermitted = ExitCode(5)
  /// Done, except for what was listed as refused.
  static let partly = ExitCode(3)
}
