import Foundation
package import Rules
import YAMLText

/// The rules of a company: those that ship, and the files in the folder `rules` of its data over them.
package struct RuleFiles: Sendable {
  package let rules: RuleSet
  /// Files that could not be read; the others count.
  package let mistakes: [RuleFileError]
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
    // Most companies have no rules of their own, and then there is no folder.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let own = names.filter { $0.hasSuffix(".yaml") && $0 != Self.settingsName }.sorted()
      .compactMap { name in
        Self.noting(&mistakes) { () throws(RuleFileError) in
          try Rule(
            id: String(name.dropLast(5)), reading: Self.text("\(path)/\(name)"),
            file: "\(Self.folder)/\(name)")
        }
      }
    failureMail =
      names.contains(Self.settingsName)
      ? Self.noting(&mistakes) { () throws(RuleFileError) in
        try Self.failureMail("\(path)/\(Self.settingsName)")
      } ?? nil : nil
    self.mistakes = mistakes
    rules = RuleSet(shipped: shipped, own: own)
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
