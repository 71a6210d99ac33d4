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

  /// Runs it to its end.
  ///
  /// - Parameter isQuiet: Keeps what it says to itself, unless it fails; otherwise that goes to our
  ///   standard error.
  /// - Returns: Its standard output.
  @discardableResult
  func run(_ arguments: [String], isQuiet: Bool = false) throws -> String {
    let (answer, words) = (Pipe(), Pipe())
    let process = process(arguments)
    process.standardOutput = answer
    if isQuiet { process.standardError = words }
    try process.run()
    let data = try answer.fileHandleForReading.readToEnd() ?? Data()
    let said = isQuiet ? try words.fileHandleForReading.readToEnd() ?? Data() : Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 || process.terminationStatus == Self.doneInPart else {
      throw Problem.failed(
        """
        tamd \(arguments.first ?? "") failed with status \(process.terminationStatus): \
        \(String(decoding: said, as: UTF8.self))
        """)
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The make-believe company holds rows that are meant to be rejected.
  private static let doneInPart = ExitStatus.doneInPart.rawValue

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
