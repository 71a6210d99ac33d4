import Foundation

/// The service's program, as another program starts it.
struct Tamd {
  private let path: String
  private let environment: [String: String]

  /// - Throws: ``Problem`` when there is none where this program lies.
  static func besideThisProgram(environment: [String: String]) throws -> Tamd {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let path = own.deletingLastPathComponent().appendingPathComponent("tamd").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Problem.failed(
        "the demonstration needs tamd beside tam, but \(path) is not there: build both with make")
    }
    return Tamd(path: path, environment: environment)
  }

  /// Runs it to its end; what it says goes to our standard error.
  ///
  /// - Returns: Its standard output.
  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    let answer = Pipe()
    let process = process(arguments)
    process.standardOutput = answer
    try process.run()
    let data = try answer.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Problem.failed(
        "tamd \(arguments.first ?? "") failed with status \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// A process that is not started yet, without a terminal to read from.
  func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
