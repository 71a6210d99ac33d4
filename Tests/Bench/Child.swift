import Foundation
import Glibc

/// A program that ran to its end.
struct Run {
  let seconds: Double
  /// The most memory it held at once.
  let peakMegabytes: Double
  let output: String
}

/// Runs programs and takes their time and memory.
///
/// GNU time stands between us and the program, because Linux counts the memory of whoever starts
/// a program as the program's own; it costs about a millisecond, also for the floors.
enum Child {
  static func run(
    _ path: String, _ arguments: [String], environment: [String: String] = [:],
    input: String? = nil
  ) throws -> Run {
    let folder = try WorkFolder()
    let (output, peak) = (folder.path("output"), folder.path("peak"))
    if let input {
      try input.write(toFile: folder.path("input"), atomically: true, encoding: .utf8)
    }
    let start = ContinuousClock.now
    let process = try spawn(
      "/usr/bin/time", ["-q", "-f", "%M", "-o", peak, path] + arguments, environment,
      input: input == nil ? "/dev/null" : folder.path("input"), output: output,
      errors: folder.path("errors"))
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    // 3 is done in part: the import lists rows of the make-believe company that are meant to fail.
    guard status == 0 || status == 3 << 8 else {
      let errors = try String(contentsOfFile: folder.path("errors"), encoding: .utf8)
      throw BenchFailure("\(path) \(arguments) failed: \(errors.suffix(2_000))")
    }
    let kilobytes = try String(contentsOfFile: peak, encoding: .utf8)
    return Run(
      seconds: seconds,
      peakMegabytes: (Double(kilobytes.trimmingCharacters(in: .newlines)) ?? 0) / 1_024,
      output: try String(contentsOfFile: output, encoding: .utf8))
  }

  /// Starts a program that goes on until it is ended; its streams are files.
  static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String: String] = [:], input: String,
    output: String, errors: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_CREAT | O_WRONLY | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    var process: pid_t = 0
    let answer = withStrings([path] + arguments) { argv in
      withStrings(Self.environment(environment)) { envp in
        posix_spawn(&process, path, &actions, nil, argv, envp)
      }
    }
    guard answer == 0 else {
      throw BenchFailure("\(path) could not be started: \(String(cString: strerror(answer)))")
    }
    return process
  }

  /// Ours with changes, as `NAME=value`.
  static func environment(_ changes: [String: String]) -> [String] {
    ProcessInfo.processInfo.environment.merging(changes) { $1 }.map { "\($0)=\($1)" }
  }

  static func withStrings<Answer>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Answer
  ) -> Answer {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return body(copies)
  }
}
