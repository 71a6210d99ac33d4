import Foundation
import Preferences
import Support
import Testing

@Suite struct FolderWatchTests {
  /// The first paths that a watch tells of, after `change`.
  private func noticed(
    in directory: TemporaryDirectory, after change: () throws -> Void
  ) async throws -> Set<String> {
    let (stream, continuation) = AsyncStream.makeStream(of: Set<String>.self)
    let folder = PreferenceFolder(path: directory.path)
    let watch = try #require(FolderWatch(folder) { continuation.yield($0) })
    defer { withExtendedLifetime(watch) {} }
    try change()
    for await paths in stream { return paths }
    return []
  }

  @Test func `a theme that was saved is noticed, however the editor saves`() async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("about: a\n", to: "themes/mine.yaml")
    // Foundation writes beside the file and renames, as many editors do.
    let renamed = try await noticed(in: directory) {
      try directory.write("about: b\n", to: "themes/mine.yaml")
    }
    #expect(renamed == [file])
    let inPlace = try await noticed(in: directory) {
      let handle = try #require(FileHandle(forWritingAtPath: file))
      try handle.write(contentsOf: Data("about: c\n".utf8))
      try handle.close()
    }
    #expect(inPlace == [file])
  }

  @Test func `settings that are a link are watched where they lie`() async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("mouse: on\n", to: "dotfiles/tamarack.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: directory.path(of: "config.yaml"), withDestinationPath: file)
    let paths = try await noticed(in: directory) {
      try directory.write("mouse: off\n", to: "dotfiles/tamarack.yaml")
    }
    #expect(paths.count == 1)
    #expect(paths.allSatisfy { $0.hasSuffix("dotfiles/tamarack.yaml") })
  }

  @Test func `a view that goes away is noticed`() async throws {
    let directory = try TemporaryDirectory()
    for path in ["views/at-risk.yaml", "views/macros/release.yaml"] {
      let file = try directory.write("keys: [l]\n", to: path)
      let paths = try await noticed(in: directory) {
        try FileManager.default.removeItem(atPath: file)
      }
      #expect(paths == [file])
    }
  }

  @Test func `only YAML files count`() async throws {
    let directory = try TemporaryDirectory()
    let paths = try await noticed(in: directory) {
      try directory.write("swap", to: ".config.yaml.swp")
      try directory.write("mouse: off\n", to: "config.yaml")
    }
    #expect(paths == [directory.path(of: "config.yaml")])
  }

  @Test func `a folder that is made later is watched too`() async throws {
    let directory = try TemporaryDirectory()
    let paths = try await noticed(in: directory) {
      try directory.write("about: a\n", to: "themes/mine.yaml")
    }
    #expect(paths == [directory.path(of: "themes/mine.yaml")])
  }

  @Test func `a folder that was not there is made, and watched from then on`() async throws {
    let directory = try TemporaryDirectory()
    let (stream, continuation) = AsyncStream.makeStream(of: Set<String>.self)
    let folder = PreferenceFolder(path: directory.path(of: "config/tamarack"))
    let watch = try #require(FolderWatch(folder) { continuation.yield($0) })
    defer { withExtendedLifetime(watch) {} }
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    let file = try directory.write("theme: frost\n", to: "config/tamarack/config.yaml")
    let changed = await stream.first { _ in true }
    #expect(changed == [file])
  }

  @Test func `a folder that cannot be made is not watched`() throws {
    let directory = try TemporaryDirectory()
    try directory.write("", to: "file")
    let nowhere = PreferenceFolder(path: directory.path(of: "file/tamarack"))
    #expect(FolderWatch(nowhere) { _ in } == nil)
  }
}
