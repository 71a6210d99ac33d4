import Foundation

/// The environment that programs under test get: pinned, so that no test depends on who runs it.
package enum TestEnvironment {
  /// English, UTF-8, UTC, a terminal that every Debian describes, no questions after a crash, and
  /// no home; tests that need one pass `HOME`.
  package static let base: [String: String] = [
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "SWIFT_BACKTRACE": "interactive=no,color=no",
    "TERM": "xterm-256color",
    "TZ": "UTC",
  ]

  /// ``base`` with `changes` over it.
  package static func with(_ changes: [String: String]) -> [String: String] {
    base.merging(changes) { _, changed in changed }
  }
}

/// The path of a program that this package builds, such as `tam`, in the build under test.
///
/// Make the test target depend on the program, so that it is built before the test runs.
package func binary(named name: String) throws -> String {
  // The test bundle is a program itself and lies beside the others.
  let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  let option = CommandLine.arguments.drop { $0 != "--test-bundle-path" }.dropFirst().first
  let beside = option.map { URL(fileURLWithPath: $0) } ?? bundle
  let folder = beside.deletingLastPathComponent()
  let path = folder.appendingPathComponent(name).path
  guard FileManager.default.isExecutableFile(atPath: path) else {
    throw ProcessError.notBuilt(program: name, folder: folder.path)
  }
  return path
}
