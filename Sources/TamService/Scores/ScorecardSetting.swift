package import CustomerSuccess
import Foundation
package import Rules

/// The scorecard of one service: the shipped one of an era, or the file in its data folder.
///
/// To change it, write `scorecard.yaml` there: `era: C` alone takes the published numbers of another
/// era, and each part that the file names takes the place of the era's.
package struct ScorecardSetting: Sendable {
  package static let fileName = "scorecard.yaml"
  /// More is no text that a person wrote.
  private static let sizeLimit = 256 * 1_024

  private let path: String

  package init(_ directory: DataDirectory) { path = "\(directory.path)/\(Self.fileName)" }

  /// - Throws: ``TextProblem`` in words for a person.
  package func configuration() throws(TextProblem) -> HealthConfiguration {
    guard FileManager.default.fileExists(atPath: path) else { return .standard }
    return try ScorecardFile.read(text(), file: path)
  }

  /// The file of an era that ships, to begin from.
  package static func shipped(_ era: MethodologyEra) -> String {
    let name = "era-\(era.rawValue.lowercased())"
    return ShippedFile.scorecards.first { $0.name == name }?.text ?? ""
  }

  private func text() throws(TextProblem) -> String {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw TextProblem(file: path, .notRead(error.localizedDescription))
    }
    guard bytes.count <= Self.sizeLimit else {
      throw TextProblem(file: path, .notRead("it is longer than \(Self.sizeLimit / 1_024) KiB"))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TextProblem(file: path, .notRead("it is not UTF-8 text"))
    }
    return text
  }

  /// Lets everybody judge by the file, and scores all accounts anew when that changed something.
  ///
  /// A store that never had another scorecard than the standard has no row of it.
  ///
  /// - Returns: Nil when all was as it is.
  /// - Throws: ``TextProblem``; then everybody judges as before.
  @discardableResult
  package func apply(to store: Store) throws -> ScoreRun.Report? {
    let wanted = try configuration()
    let current = try store.read { try HealthConfiguration(in: $0) }
    guard current != wanted else { return nil }
    try store.write(by: "scorecard", for: "scorecard") { work in
      try work.put(wanted.row(changedAt: work.now))
    }
    return try ScoreRun(store: store, at: store.now).scoreAll()
  }
}
