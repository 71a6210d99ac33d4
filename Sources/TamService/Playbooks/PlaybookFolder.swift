package import CustomerSuccess
import Foundation
package import Rules

/// The playbooks and plan templates of one service: those that ship, and the files in its data
/// folder, each of which adds one or takes the place of the shipped one of that name.
package struct PlaybookFolder: Sendable {
  package static let playbooks = "playbooks"
  package static let plans = "plans"

  /// In one folder.
  private static let fileLimit = 500

  private let path: String

  package init(_ directory: DataDirectory) { path = directory.path }

  /// What the files say together.
  package struct Content: Equatable, Sendable {
    package let playbooks: [Playbook]
    package let templates: [PlanTemplate]
    /// Of files that are left out.
    package let problems: [TextProblem]
    /// Paths below the data folder, by the names of the playbooks that come from them.
    fileprivate(set) var playbookFiles: [String: String] = [:]
    fileprivate(set) var templateFiles: [String: String] = [:]
    /// What the files looked like from outside before they were read.
    fileprivate(set) var stamps: [String] = []

    /// The problems in words.
    package var complaints: [String] { problems.map(\.description) }

    /// Nil for one that ships.
    package func file(of playbook: Playbook) -> String? { playbookFiles[playbook.name] }
    package func file(of template: PlanTemplate) -> String? { templateFiles[template.name] }
  }

  /// What the files look like from outside: the same for as long as nobody changes one.
  func stamps() -> [String] {
    [Self.playbooks, Self.plans].flatMap { folder in
      let (names, listing) = files(in: folder)
      return names.map(stamp) + [listing?.description].compactMap(\.self)
    }
  }

  private func stamp(_ file: String) -> String {
    // One that has just gone looks like none.
    let facts = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")
    let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(file) \(changed) \(facts?[.size] ?? 0) \(facts?[.systemFileNumber] ?? 0)"
  }

  package func content() -> Content {
    let stamps = stamps()
    let playbooks = shelf(
      Self.playbooks, ShippedFile.playbooks, \Playbook.name, PlaybookFile.read)
    let templates = shelf(
      Self.plans, ShippedFile.planTemplates, \PlanTemplate.name, PlanTemplateFile.read)
    return Content(
      playbooks: playbooks.items, templates: templates.items,
      problems: playbooks.problems + templates.problems, playbookFiles: playbooks.files,
      templateFiles: templates.files, stamps: stamps)
  }

  private struct Shelf<Item> {
    var items: [Item] = []
    var problems: [TextProblem] = []
    var files: [String: String] = [:]
  }

  private func shelf<Item>(
    _ folder: String, _ shipped: [ShippedFile], _ name: (Item) -> String,
    _ read: (String, String) throws(TextProblem) -> Item
  ) -> Shelf<Item> {
    var shelf = Shelf<Item>()
    var own: [String: Item] = [:]
    var unread: Set<String> = []
    let (names, listing) = files(in: folder)
    if let listing { shelf.problems.append(listing) }
    for file in names {
      var titles = [file.split(separator: "/").last?.split(separator: ".").first.map(String.init)]
      do throws(TextProblem) {
        let text = try text(of: file)
        titles.append(Self.title(in: text))
        let item = try read(text, file)
        if let other = shelf.files[name(item)] {
          throw TextProblem(file: file, .nameTaken(name(item), by: other))
        }
        shelf.files[name(item)] = file
        own[name(item)] = item
      } catch {
        shelf.problems.append(error)
        unread.formUnion(titles.compactMap(\.self))
      }
    }
    for file in shipped {
      do throws(TextProblem) {
        let item = try read(file.text, file.name)
        // What a file that cannot be read was to replace does not come back.
        let isReplaced =
          own[name(item)] != nil || !unread.isDisjoint(with: [file.name, name(item)])
        if !isReplaced { shelf.items.append(item) }
      } catch {
        shelf.problems.append(error)
      }
    }
    shelf.items = (shelf.items + own.values).sorted { name($0) < name($1) }
    return shelf
  }

  /// What a file that cannot be read is called, as far as one can tell.
  private static func title(in text: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix("name:") }.map {
      $0.dropFirst(5).trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\"'"))
    }
  }

  /// Paths below the data folder, in alphabetical order; none when there is no such folder.
  private func files(in folder: String) -> ([String], TextProblem?) {
    let place = "\(path)/\(folder)"
    guard FileManager.default.fileExists(atPath: place) else { return ([], nil) }
    do {
      let found = try FileManager.default.contentsOfDirectory(atPath: place)
        .filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
        .sorted().map { "\(folder)/\($0)" }
      guard found.count <= Self.fileLimit else {
        let reason = "more than \(Self.fileLimit) files; the others are left out"
        return (
          Array(found.prefix(Self.fileLimit)), TextProblem(file: folder, .notRead(reason))
        )
      }
      return (found, nil)
    } catch {
      return ([], TextProblem(file: folder, .notRead(error.localizedDescription)))
    }
  }

  private func text(of file: String) throws(TextProblem) -> String {
    try TextFile.read("\(path)/\(file)", called: file)
  }
}
