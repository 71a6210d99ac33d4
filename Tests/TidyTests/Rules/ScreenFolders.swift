/// Every screen is one folder with the same three files and a test, so that a title leads to its
/// code.
enum ScreenFolders {
  private static let screens = "Sources/TUI/Screens/"

  static func findings(inPaths paths: [String]) -> [Finding] {
    let present = Set(paths)
    let names = Set(
      paths.filter { $0.hasPrefix(screens) }.compactMap { path in
        let below = path.dropFirst(screens.count).split(separator: "/")
        return below.count > 1 ? String(below[0]) : nil
      })
    let loose = paths.filter { path in
      path.hasPrefix(screens) && path.hasSuffix(".swift")
        && !path.dropFirst(screens.count).contains("/")
    }
    return names.sorted().flatMap { missing(from: $0, present) }
      + loose.map { Finding(path: $0, advice: "move it into the folder of its screen") }
  }

  private static func missing(from screen: String, _ present: Set<String>) -> [Finding] {
    let folder = screens + screen
    let wanted = [
      ("\(folder)/\(screen)State.swift", "what the screen remembers"),
      ("\(folder)/\(screen)Update.swift", "how events change it, and the effects they ask for"),
      ("\(folder)/\(screen)View.swift", "how it is drawn"),
      ("Tests/TUITests/\(screen)ScreenTests.swift", "its screens as text"),
    ]
    return wanted.filter { !present.contains($0.0) }.map { path, content in
      Finding(path: path, advice: "the screen \(screen) lacks this file: write \(content)")
    }
  }
}
