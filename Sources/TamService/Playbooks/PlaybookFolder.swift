package import CustomerSuccess
import Foundation
package import Rules

/// The playbooks and plan templates of one service: those that ship, and the files in its data
/// folder, each of which adds one or takes the place of the shipped one of that name.
package struct PlaybookFolder: Sendable {
  package static let playbooks = "playbooks"
  package static let plans = "plans"

  /// More is no text that a person wrote.
  private static let sizeLimit = 256 * 1_024
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

    /// The problems in words.
    package var complaints: [String] { problems.map(\.description) }

    /// Nil for one that ships.
    package func file(of playbook: Playbook) -> String? { playbookFiles[playbook.name] }
    package func file(of template: PlanTemplate) -> String? { templateFiles[template.name] }
  }

  package func content() -> Content {
    let playbooks = shelf(
      Self.playbooks, ShippedFile.playbooks, \Playbook.name, PlaybookFile.read)
    let templates = shelf(
      Self.plans, ShippedFile.planTemplates, \PlanTemplate.name, PlanTemplateFile.read)
    return Content(
      playbooks: playbooks.items, templates: templates.items,
      problems: playbooks.problems + templates.problems, playbookFiles: playbooks.files,
      templateFiles: templates.files)
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
    let (names, listing) = files(in: folder)
    if let listing { shelf.problems.append(listing) }
    for file in names {
      do throws(TextProblem) {
        let item = try read(text(of: file), file)
        if let other = shelf.files[name(item)] {
          throw TextProblem(file: file, .nameTaken(name(item), by: other))
        }
        shelf.files[name(item)] = file
        own[name(item)] = item
      } catch {
        shelf.problems.append(error)
      }
    }
    for file in shipped {
      do throws(TextProblem) {
        let item = try read(file.text, file.name)
        if own[name(item)] == nil { shelf.items.append(item) }
      } catch {
        shelf.problems.append(error)
      }
    }
    shelf.items = (shelf.items + own.values).sorted { name($0) < name($1) }
    return shelf
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
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)"))
    } catch {
      throw TextProblem(file: file, .notRead(error.localizedDescription))
    }
    guard bytes.count <= Self.sizeLimit else {
      throw TextProblem(file: file, .notRead("it is longer than \(Self.sizeLimit / 1_024) KiB"))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TextProblem(file: file, .notRead("it is not UTF-8 text"))
    }
    return text
  }
}
