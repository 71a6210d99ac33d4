package import CustomerSuccess
import Foundation
package import Rules

/// The scorecard of one service: the shipped one of an era, or the file in its data folder.
///
/// To change it, write `scorecard.yaml` there: `era: C` alone takes the published numbers of another
/// era, and each part that the file names takes the place of the era's.
package struct ScorecardSetting: Sendable {
  package static let fileName = "scorecard.yaml"

  private let path: String

  package init(_ directory: DataDirectory) { path = "\(directory.path)/\(Self.fileName)" }

  /// - Throws: ``TextProblem`` in words for a person.
  package func configuration() throws(TextProblem) -> HealthConfiguration {
    guard FileManager.default.fileExists(atPath: path) else { return .standard }
    return try ScorecardFile.read(TextFile.read(path, called: path), file: path)
  }

  /// The file of an era that ships, to begin from.
  package static func shipped(_ era: MethodologyEra) -> String {
    let name = "era-\(era.rawValue.lowercased())"
    return ShippedFile.scorecards.first { $0.name == name }?.text ?? ""
  }

  /// Lets everybody judge by the file, and scores all accounts anew when that changed something.
  ///
  /// A store that never had another scorecard than the standard has no row of it.
  ///
  /// - Returns: Nil when all was as it is, and nobody is still judged by the scorecard before.
  /// - Throws: ``TextProblem``; then everybody judges as before.
  @discardableResult
  package func apply(to store: Store) throws -> ScoreRun.Report? {
    let wanted = try configuration()
    let (current, isUnfinished) = try store.read { reader in
      (try HealthConfiguration(in: reader), try reader.meta(Self.unfinished) != nil)
    }
    guard current != wanted || isUnfinished else { return nil }
    try store.write(by: "scorecard", for: "scorecard") { work in
      try work.put(wanted.row(changedAt: work.now))
      try work.setMeta(Self.unfinished, "yes")
    }
    let report = try ScoreRun(store: store, at: store.now).scoreAll()
    try store.write(by: "scorecard", for: "scorecard") { work in
      try work.execute("DELETE FROM meta WHERE name = $1", [.text(Self.unfinished)])
    }
    return report
  }

  /// Among the facts about the store while accounts are scored anew: a run that is cut off is taken up
  /// by the next.
  private static let unfinished = "scorecard_unfinished"
}
