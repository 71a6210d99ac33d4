import Foundation
import Support
import Testing

/// The files of this repository as they lie on the disk.
struct Repository: Sendable {
  static let here = Repository()

  /// The folder that holds `Package.swift`, with every link resolved.
  let root: String
  /// All Swift and C files below `Sources` and `Tests`.
  let sources: [SourceFile]

  private init() {
    // This file is Tests/TidyTests/Reading/Repository.swift.
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    root = folder.path
    sources = ["Sources", "Tests"].flatMap { Self.sources(below: $0, of: folder.path) }
  }

  /// The paths of all files below a folder, from the top of the repository.
  func paths(below folder: String) -> [String] { Self.paths(below: folder, of: root) }

  /// What git has under its care; nil where this is not a checkout.
  func trackedPaths() async throws -> [String]? {
    guard FileManager.default.fileExists(atPath: root + "/.git") else { return nil }
    // The checkout may belong to another user, which git refuses by default.
    let result = try await ChildProcess.run(
      "/usr/bin/env", ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z"])
    guard result.status == .success else { throw GitFailure(message: result.errors) }
    return result.output.split(separator: "\0").map(String.init)
  }

  /// A file's content; nil when it is not UTF-8 text, or only in git's index.
  func text(of path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { return nil }
    return String(validating: data, as: UTF8.self)
  }

  private static func sources(below folder: String, of root: String) -> [SourceFile] {
    paths(below: folder, of: root)
      .filter { path in [".swift", ".c", ".h"].contains { path.hasSuffix($0) } }
      .compactMap { path in
        FileManager.default.contents(atPath: "\(root)/\(path)")
          .map { SourceFile(path, String(decoding: $0, as: UTF8.self)) }
      }
  }

  private static func paths(below folder: String, of root: String) -> [String] {
    let below = FileManager.default.subpaths(atPath: "\(root)/\(folder)") ?? []
    return below.sorted().map { "\(folder)/\($0)" }
  }
}

/// Git did not say which files it tracks.
private struct GitFailure: Error, CustomStringConvertible {
  let message: String

  var description: String { "git ls-files failed: \(message)" }
}
