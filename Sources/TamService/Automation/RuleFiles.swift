import Foundation
package import Rules
import YAMLText

/// The rules of a company: those that ship, and the files in the folder `rules` of its data over them.
package struct RuleFiles: Sendable {
  package let rules: RuleSet
  /// Files that could not be read.
  ///
  /// Where such a file of the company's own is to replace what ships, neither runs until it is
  /// corrected.
  package let mistakes: [RuleFileError]
  /// Ids of the company's own files that could not be read.
  package let unread: Set<String>
  /// Who hears when a rule fails; nil is nobody.
  let failureMail: String?

  static let folder = "rules"
  /// Says what holds for all rules.
  static let settingsName = "settings.yaml"

  package init(_ directory: DataDirectory) {
    var mistakes: [RuleFileError] = []
    let shipped = ShippedFile.rules.compactMap { file in
      Self.noting(&mistakes) { () throws(RuleFileError) in
        try Rule(id: file.name, reading: file.text, file: "\(file.name).yaml")
      }
    }
    let path = "\(directory.path)/\(Self.folder)"
    let names =
      Self.noting(&mistakes) { () throws(RuleFileError) in try Self.names(in: path) } ?? []
    var own: [Rule] = []
    var unread: Set<String> = []
    for name in names where name != Self.settingsName {
      let id = String(name.dropLast(5))
      let rule = Self.noting(&mistakes) { () throws(RuleFileError) in
        try Rule(id: id, reading: Self.text("\(path)/\(name)"), file: "\(Self.folder)/\(name)")
      }
      if let rule { own.append(rule) } else { unread.insert(id) }
    }
    failureMail =
      names.contains(Self.settingsName)
      ? Self.noting(&mistakes) { () throws(RuleFileError) in
        try Self.failureMail("\(path)/\(Self.settingsName)")
      } ?? nil : nil
    self.mistakes = mistakes
    self.unread = unread
    rules = RuleSet(shipped: shipped, own: own, unread: unread)
  }

  /// Of the company's own files; most companies have none, and then there is no folder.
  private static func names(in path: String) throws(RuleFileError) -> [String] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
    } catch {
      throw RuleFileError(
        file: folder, line: nil, reason: "cannot be read: \(error.localizedDescription)")
    }
  }

  private static func noting<T>(
    _ mistakes: inout [RuleFileError], _ body: () throws(RuleFileError) -> T
  ) -> T? {
    do {
      return try body()
    } catch {
      mistakes.append(error)
      return nil
    }
  }

  private static func failureMail(_ path: String) throws(RuleFileError) -> String? {
    let file = "\(folder)/\(settingsName)"
    let value: YAMLValue
    do {
      value = try YAMLValue(reading: text(path))
    } catch let error as RuleFileError {
      throw error
    } catch {
      throw RuleFileError(file: file, line: nil, reason: "no YAML: \(error)")
    }
    guard let address = value["failure_mail"]?.text else { return nil }
    guard MailAddress.isPlain(address) else {
      throw RuleFileError(
        file: file, line: value["failure_mail"]?.line,
        reason: "failure_mail is no address: write one like cs-ops@example.com")
    }
    return address
  }

  private static func text(_ path: String) throws(RuleFileError) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw RuleFileError(
        file: path, line: nil, reason: "cannot be read: \(error.localizedDescription)")
    }
  }
}
