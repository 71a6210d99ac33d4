import Foundation
package import Rules

/// The rules of a company: those that ship, and the files in the folder `rules` of its data over them.
package struct RuleFiles: Sendable {
  package let rules: RuleSet
  /// Files that could not be read.
  ///
  /// Where such a file of the company's own is to replace what ships, neither runs until it is
  /// corrected.
  package let mistakes: [TextProblem]
  /// Ids of the company's own files that could not be read.
  package let unread: Set<String>
  /// Who hears when a rule fails; nil is nobody.
  let failureMail: String?

  static let folder = "rules"
  /// Says what holds for all rules.
  static let settingsName = "settings.yaml"

  package init(_ directory: DataDirectory) {
    var mistakes: [TextProblem] = []
    let shipped = ShippedFile.rules.compactMap { file in
      Self.noting(&mistakes) { () throws(TextProblem) in
        try Rule(id: file.name, reading: file.text, file: "\(file.name).yaml")
      }
    }
    let path = "\(directory.path)/\(Self.folder)"
    let names =
      Self.noting(&mistakes) { () throws(TextProblem) in try Self.names(in: path) } ?? []
    var own: [Rule] = []
    var unread: Set<String> = []
    for name in names where name != Self.settingsName {
      let id = String(name.dropLast(5))
      let rule = Self.noting(&mistakes) { () throws(TextProblem) in
        let file = "\(Self.folder)/\(name)"
        return try Rule(
          id: id, reading: TextFile.read("\(path)/\(name)", called: file), file: file)
      }
      if let rule { own.append(rule) } else { unread.insert(id) }
    }
    let settings = "\(path)/\(Self.settingsName)"
    failureMail =
      names.contains(Self.settingsName)
      ? Self.noting(&mistakes) { () throws(TextProblem) in
        let name = "\(Self.folder)/\(Self.settingsName)"
        return try RuleSettingsFile(
          reading: TextFile.read(settings, called: name), file: name
        ).failureMail
      } ?? nil : nil
    self.mistakes = mistakes
    self.unread = unread
    rules = RuleSet(shipped: shipped, own: own, unread: unread)
  }

  /// Of the company's own files; most companies have none, and then there is no folder.
  private static func names(in path: String) throws(TextProblem) -> [String] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
    } catch {
      throw TextProblem(file: folder, .notRead(error.localizedDescription))
    }
  }

  private static func noting<T>(
    _ mistakes: inout [TextProblem], _ body: () throws(TextProblem) -> T
  ) -> T? {
    do {
      return try body()
    } catch {
      mistakes.append(error)
      return nil
    }
  }
}
