import CustomerSuccess
import Foundation
import ReplicaStore

/// Everything the program takes from the world around it, read in this one place: environment
/// variables, the clock, the person's zone, chance.
struct ProgramEnvironment: Sendable {
  let variables: [String: String]
  /// What `TAM_NOW` fixed the clock to; nil when it runs.
  let fixedNow: Instant?

  static func current() throws -> ProgramEnvironment {
    // Foundation looks for each equals sign character by character, which a start can do without.
    let entries = try PrivateFile.content(of: "/proc/self/environ")
    guard let entries else { return try Self(variables: ProcessInfo.processInfo.environment) }
    return try Self(variables: Self.variables(in: entries))
  }

  /// What the system keeps as `NAME=value`, each with a zero at its end.
  static func variables(in entries: [UInt8]) -> [String: String] {
    let pairs = entries.split(separator: 0).compactMap { entry -> (String, String)? in
      guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return (
        String(decoding: entry[..<equals], as: UTF8.self),
        String(decoding: entry[(equals + 1)...], as: UTF8.self)
      )
    }
    // Of a name that is there twice, the first one counts, as for getenv.
    return Dictionary(pairs) { first, _ in first }
  }

  init(variables: [String: String]) throws {
    self.variables = variables
    fixedNow = try Self.value("TAM_NOW", of: variables).map { text in
      guard let instant = Instant(text) else {
        throw Problem.usage(
          "TAM_NOW is \"\(text)\", which is no instant: write it like 2021-05-14T09:30:00Z")
      }
      return instant
    }
  }

  /// The folder of the replica and all that belongs to it.
  func homePath() throws -> String {
    try path("TAM_HOME", default: "XDG_DATA_HOME", ".local/share")
  }

  /// The folder of what a person configures.
  func configurationPath() throws -> String {
    try path("TAM_CONFIG", default: "XDG_CONFIG_HOME", ".config")
  }

  func now() -> Instant { fixedNow ?? Self.clock() }

  /// What the replica gets to know of the world.
  var replica: ReplicaEnvironment {
    let fixed = fixedNow
    return ReplicaEnvironment(
      now: { fixed ?? Self.clock() }, secondsFromGMT: Self.secondsFromGMT,
      newID: { UUID().uuidString.lowercased() })
  }

  private static func clock() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let seconds = Int64(time.tv_sec) * Instant.perSecond
    return Instant(microseconds: seconds + Int64(time.tv_nsec) / 1_000)
  }

  /// By the zone of the system or of `TZ`; asked of the C library, which needs no ICU for it.
  @Sendable private static func secondsFromGMT(_ instant: Instant) -> Int {
    var seconds = time_t(Instant(secondsSinceEpoch: 0).seconds(until: instant))
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts.tm_gmtoff
  }

  private func path(_ name: String, default folder: String, _ below: String) throws -> String {
    if let path = Self.value(name, of: variables) { return Self.absolute(path) }
    if let data = Self.value(folder, of: variables), data.hasPrefix("/") {
      return "\(data)/tamarack"
    }
    guard let home = Self.value("HOME", of: variables) else {
      throw Problem.failed("there is no home folder: set \(name) to a folder of your own")
    }
    return "\(home)/\(below)/tamarack"
  }

  /// The path from the root, which stays right wherever the program goes.
  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    return "\(FileManager.default.currentDirectoryPath)/\(path)"
  }

  /// Nil when it is not set or empty, which mean the same.
  private static func value(_ name: String, of variables: [String: String]) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
