import Foundation
import Support
import Testing

/// `.ci/set-up` on machines that are not this one: every tool it calls is a stand-in.
@Suite struct SetUpTests {
  /// A machine with a few tools; what apt-get and sudo were asked is written to a log.
  private struct Machine {
    var swift: String? = "Swift version 6.3.1 (swift-6.3.1-RELEASE)"
    var installed = "libncurses-dev libsqlite3-dev"
    var isRoot = true
    var hasSudo = false
    /// Whether sudo has to ask, which it cannot without a terminal.
    var sudoAsks = false
    var hasDebianTools = true
    var aptFails = false

    struct Outcome {
      let result: ChildProcess.Result
      /// One line for each call of apt-get, with `sudo` in front of it where it went that way.
      let calls: [String]
    }

    func setUp(_ packages: String...) async throws -> Outcome {
      let folder = try TemporaryDirectory()
      for tool in ["sh", "sed", "head", "env", "cat"] {
        try FileManager.default.createSymbolicLink(
          atPath: folder.path(of: tool), withDestinationPath: try Self.path(of: tool))
      }
      for (tool, script) in standIns(log: folder.path(of: "log")) {
        _ = try await folder.writeProgram(script, to: tool)
      }
      try folder.write("", to: "log")
      let result = try await ChildProcess.run(
        "/bin/sh", [Repository.here.root + "/.ci/set-up"] + packages,
        environment: ["PATH": folder.path])
      let calls = try folder.read("log").split(separator: "\n").map(String.init)
      return Outcome(result: result, calls: calls)
    }

    private func standIns(log: String) -> [(tool: String, script: String)] {
      var scripts = [("id", "echo \(isRoot ? 0 : 1000)")]
      if let swift { scripts.append(("swift", "echo '\(swift)'")) }
      if hasDebianTools {
        let query =
          "for last; do :; done; case ' \(installed) ' in *\" $last \"*) echo installed;; esac"
        scripts.append(("dpkg-query", query))
        scripts.append(("apt-get", "echo \"apt-get $*\" >> \(log); exit \(aptFails ? 100 : 0)"))
      }
      if hasSudo {
        let quiet = "[ \"$1\" = -n ] && exit \(sudoAsks ? 1 : 0)"
        scripts.append(("sudo", "\(quiet); printf 'sudo ' >> \(log); exec \"$@\""))
      }
      return scripts
    }

    private static func path(of tool: String) throws -> String {
      let candidates = ["/bin/\(tool)", "/usr/bin/\(tool)"]
      return try #require(
        candidates.first { FileManager.default.isExecutableFile(atPath: $0) }, "no \(tool)")
    }
  }

  private let update = "apt-get -o DPkg::Lock::Timeout=120 update"
  private let install =
    "apt-get -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends"

  @Test func `nothing missing means nothing said and nothing done`() async throws {
    let outcome = try await Machine().setUp("libncurses-dev", "libsqlite3-dev")
    #expect(outcome.result.status == .success)
    #expect(outcome.result.output + outcome.result.errors == "")
    #expect(outcome.calls == [])
  }

  @Test func `root installs what is missing, and only that`() async throws {
    let outcome = try await Machine(installed: "libsqlite3-dev")
      .setUp("libncurses-dev", "libsqlite3-dev")
    #expect(outcome.result.status == .success)
    #expect(outcome.result.output.contains("that are missing: libncurses-dev\n"))
    #expect(outcome.calls == [update, "\(install) libncurses-dev"])
  }

  @Test func `an ordinary user installs through sudo`() async throws {
    let outcome = try await Machine(installed: "", isRoot: false, hasSudo: true)
      .setUp("libncurses-dev", "libsqlite3-dev")
    #expect(outcome.result.status == .success)
    #expect(
      outcome.calls == ["sudo \(update)", "sudo \(install) libncurses-dev libsqlite3-dev"])
  }

  @Test(arguments: [false, true])
  func `without rights the one command to run is named`(hasSudo: Bool) async throws {
    let machine = Machine(installed: "", isRoot: false, hasSudo: hasSudo, sudoAsks: true)
    let outcome = try await machine.setUp("libncurses-dev", "libsqlite3-dev")
    #expect(outcome.result.status == .exited(1))
    let command = "apt-get update && apt-get install --yes libncurses-dev libsqlite3-dev\n"
    #expect(outcome.result.errors.contains(command))
    #expect(outcome.calls == [])
  }

  @Test func `an installation that fails stops with the command to run`() async throws {
    let outcome = try await Machine(installed: "", aptFails: true).setUp("libsqlite3-dev")
    #expect(outcome.result.status == .exited(1))
    #expect(outcome.result.errors.contains("apt-get could not install: libsqlite3-dev"))
    #expect(outcome.result.errors.contains("apt-get install --yes libsqlite3-dev\n"))
  }

  @Test func `a missing toolchain is named with where to get it`() async throws {
    let outcome = try await Machine(swift: nil, installed: "").setUp("libsqlite3-dev")
    #expect(outcome.result.status == .exited(1))
    #expect(outcome.result.errors.contains("no Swift toolchain found"))
    #expect(outcome.result.errors.contains("https://www.swift.org/install/linux/"))
    #expect(outcome.calls == [])
  }

  @Test(arguments: [
    ("Swift version 6.2.4 (swift-6.2.4-RELEASE)", false), ("Swift version 5.10", false),
    ("Swift version 6.3 (swift-6.3-RELEASE)", true), ("Swift version 6.10.1", true),
    ("Swift version 7.0", true), ("what?", false),
  ])
  func `only a toolchain that is new enough will do`(version: String, passes: Bool) async throws {
    let outcome = try await Machine(swift: version).setUp()
    #expect(outcome.result.status == (passes ? .success : .exited(1)), "\(outcome.result.errors)")
  }

  @Test func `elsewhere than on Debian the packages are named and the build may try`() async throws
  {
    let outcome = try await Machine(hasDebianTools: false).setUp("libsqlite3-dev")
    #expect(outcome.result.status == .success)
    #expect(outcome.result.output.contains("libsqlite3-dev"))
  }
}
