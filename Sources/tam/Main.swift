import ArgumentParser
import Terminal
import Glibc

/// The entry of the program: arguments in, an exit status out, and every error in words.
@main
struct Main {
  static func main() async {
    // What the program writes is for its owner alone.
    umask(0o077)
    // A reader that goes away, such as head, is told by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    exit(await status(of: Array(CommandLine.arguments.dropFirst())))
  }

  private static func status(of arguments: [String]) async -> Int32 {
    let output = Output.standard
    do {
      // The app itself needs no argument parser, which would take its share of the start.
      guard !arguments.isEmpty else { return try await AppLaunch.run() }
      return try await run(arguments, output)
    } catch let failure as OutputFailure where failure.isClosedPipe {
      return ExitStatus.done.rawValue
    } catch {
      let problem = Problem(error)
      output.say(untrusted: "tam: \(problem.description)")
      return problem.status.rawValue
    }
  }

  private static func run(_ arguments: [String], _ output: Output) async throws -> Int32 {
    do {
      var command = try TamCommand.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return ExitStatus.done.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      // Only what the parser has to say is left to it: help, a version, a wrong argument.
      let code = TamCommand.exitCode(for: error)
      guard code == .success || code == .validationFailure else { throw error }
      let lines = SafeText.lines(sanitizing: TamCommand.fullMessage(for: error))
      if code == .success { try output.write(lines) } else { output.say(lines) }
      return code.rawValue
    }
  }
}
