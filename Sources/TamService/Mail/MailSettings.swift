import Foundation
import YAMLText

/// Which program sends the mails of the service.
struct MailSettings: Equatable {
  /// An absolute path, such as `/usr/sbin/sendmail`; nil leaves the mails where they are.
  let program: String?

  private static let key = "mail_program"

  /// Reads the settings of all rules, beside which it stands who hears when one fails.
  ///
  /// - Throws: ``MailError``.
  init(_ directory: DataDirectory) throws(MailError) {
    let file = "\(RuleFiles.folder)/\(RuleFiles.settingsName)"
    let path = "\(directory.path)/\(file)"
    guard FileManager.default.fileExists(atPath: path) else {
      program = nil
      return
    }
    let value: YAMLValue?
    do {
      value = try YAMLValue(reading: String(contentsOfFile: path, encoding: .utf8))[Self.key]
    } catch {
      throw .unreadable(file: file, reason: "\(error)")
    }
    guard let text = value?.text, !text.isEmpty else {
      program = nil
      return
    }
    guard text.hasPrefix("/") else {
      throw .noPath(file: file, line: value?.line ?? 0, found: text)
    }
    program = text
  }
}

/// Why a mail stays where it is.
enum MailError: Error, Equatable {
  case unreadable(file: String, reason: String)
  case noPath(file: String, line: Int, found: String)
  /// The program could not be started.
  case notStarted(program: String, reason: String)
  case refused(program: String, status: Int32)
  case tooSlow(program: String, seconds: Int)
  /// Its head is not one that this service writes.
  case badHead(line: String)
}

extension MailError: CustomStringConvertible {
  var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
    case .noPath(let file, let line, let found):
      "\(file):\(line): mail_program is \"\(found)\": write its whole path, as /usr/sbin/sendmail"
    case .notStarted(let program, let reason):
      "\(program) cannot be started (\(reason)): correct mail_program, or install it"
    case .refused(let program, let status):
      "\(program) ended with status \(status): its own log says why"
    case .tooSlow(let program, let seconds):
      "\(program) did not end within \(seconds) s: its own log may say why"
    case .badHead(let line):
      "the line \"\(line)\" of its head is none of ours: look at the file, and remove it"
    }
  }
}
