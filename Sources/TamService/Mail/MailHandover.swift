import Foundation
import Glibc
package import Logging

/// Hands the mails that lie in the folder `outgoing` of the data over to the machine's own program for
/// mail.
///
/// A mail leaves the folder once the program has taken it; one that it does not take is tried again.
/// Should the service end in between, it is handed over twice, with the same Message-ID.
package struct MailHandover: Sendable {
  private let directory: DataDirectory
  private let logger: Logger
  private let sleep: @Sendable (Duration) async throws -> Void

  private static let pause = Duration.seconds(60)
  /// Of one look: a program that takes none would otherwise be asked for hours.
  private static let mailsOfLook = 50
  /// How long a program may take with one mail.
  private static let patienceSeconds = 60
  /// A mail is some lines; what is longer is not one of ours.
  private static let byteLimit = 1_000_000

  package init(
    directory: DataDirectory, logger: Logger,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.directory = directory
    self.logger = logger
    self.sleep = sleep
  }

  /// Until the task is cancelled.
  package func run() async {
    var complaint: String?
    while !Task.isCancelled {
      let complaints = await settle()
      // What is wrong may stay so for days.
      if let first = complaints.first, first != complaint {
        logger.error(
          "mail waits in \(FailureMail.folder)",
          metadata: ["mails": "\(complaints.count)", "reason": "\(first)"])
      }
      complaint = complaints.first
      do { try await sleep(Self.pause) } catch { return }
    }
  }

  /// Hands over what lies there, the oldest first.
  ///
  /// - Returns: Why some of it stays.
  func settle() async -> [String] {
    let program: String?
    do { program = try MailSettings(directory).program } catch { return ["\(error)"] }
    guard let program else { return [] }
    let folder = "\(directory.path)/\(FailureMail.folder)"
    // The folder comes with the first mail.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var complaints: [String] = []
    for name in names.filter({ $0.hasSuffix(".eml") }).sorted().prefix(Self.mailsOfLook) {
      if Task.isCancelled { break }
      do {
        try Self.check("\(folder)/\(name)")
        try await hand("\(folder)/\(name)", to: program)
        try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        logger.info("mail handed over", metadata: ["mail": "\(name)"])
      } catch {
        complaints.append("\(name): \(error)")
      }
    }
    return complaints
  }

  private static let headers: Set<String> = [
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type",
    "content-transfer-encoding",
  ]

  /// The program reads from the head whom a mail goes to, so it must be the head that we wrote: each
  /// line once, none of another name, and none that goes on.
  private static func check(_ path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    guard data.count <= byteLimit, let text = String(data: data, encoding: .utf8) else {
      throw MailError.badHead(line: "")
    }
    let lines = text.replacing("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    var missing = headers
    for line in lines.prefix(while: { !$0.isEmpty }) {
      let name = line.prefix { $0 != ":" }.lowercased()
      guard missing.remove(name) != nil, !line.contains("\r") else {
        throw MailError.badHead(line: String(line.prefix(60)))
      }
    }
    guard !missing.contains("to"), !missing.contains("from") else {
      throw MailError.badHead(line: "")
    }
  }

  /// Nothing of the mail stands on the command line, and nothing of our environment, in which
  /// credentials may be, is handed on.
  private func hand(_ path: String, to program: String) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-t", "-i"]
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in end.finish() }
    do {
      try process.run()
    } catch {
      throw MailError.notStarted(program: program, reason: error.localizedDescription)
    }
    await withTaskGroup { group in
      group.addTask { for await _ in ends {} }
      // Woken early, when it is cancelled because the program has ended.
      group.addTask { try? await sleep(.seconds(Self.patienceSeconds)) }
      await group.next()
      group.cancelAll()
    }
    guard !process.isRunning else {
      kill(process.processIdentifier, SIGKILL)
      throw MailError.tooSlow(program: program, seconds: Self.patienceSeconds)
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw MailError.refused(program: program, status: process.terminationStatus)
    }
  }
}
