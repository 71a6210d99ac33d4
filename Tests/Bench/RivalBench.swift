import Foundation

/// From the start to a full screen, beside terminal programs that people call fast.
///
/// Each shows as much as it can on its first screen; those that are not installed are left out.
struct RivalBench {
  let company: Company
  let folder: WorkFolder

  private static let starts = 9

  private struct Rival {
    let name: String
    let path: String
    let arguments: [String]
    var environment: [String: String] = [:]
    /// Full as far as this program ever fills it.
    let leastRows: Int
  }

  func run(_ home: String, _ report: Report) throws {
    let rivals = try rivals().filter { FileManager.default.isExecutableFile(atPath: $0.path) }
    var times: [String: [Double]] = [:]
    for _ in 0..<Self.starts {
      times["tam", default: []].append(
        try start(
          Rival(name: "tam", path: company.tam, arguments: [], leastRows: 47),
          Company.environment(home)))
      for rival in rivals {
        times[rival.name, default: []].append(
          try start(
            rival,
            ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"].merging(rival.environment) { $1 }))
      }
    }
    let medians = times.mapValues(Figure.median).sorted { $0.value < $1.value }
    let place = (medians.firstIndex { $0.key == "tam" } ?? 0) + 1
    report.told(
      "Start to a full screen, the fastest first",
      medians.map { "\($0.key) \(Figure.seconds($0.value))" }.joined(separator: ", ")
        + "; tam is number \(place), the goal is 1")
  }

  private func start(_ rival: Rival, _ environment: [String: String]) throws -> Double {
    let run = try PseudoTerminalRun(rival.path, rival.arguments, environment)
    return try run.fillScreen(leastRows: rival.leastRows, quietMilliseconds: 300).seconds
  }

  private func rivals() throws -> [Rival] {
    let text = folder.path("text")
    let lines = (1...5_000).map { "Customer \($0) renews in \($0 % 365) days and is well" }
    try lines.joined(separator: "\n").write(toFile: text, atomically: true, encoding: .utf8)
    let urls = folder.path("urls")
    try lines.enumerated().map { "file:///nowhere/\($0.offset) \"~\($0.element)\"" }
      .joined(separator: "\n").write(toFile: urls, atomically: true, encoding: .utf8)
    return [
      // As its user starts it, with the settings that the system ships; and with none at all.
      Rival(
        name: "vim", path: "/usr/bin/vim", arguments: [text],
        environment: ["HOME": folder.path("nobody")], leastRows: 47),
      Rival(
        name: "vim -u NONE", path: "/usr/bin/vim", arguments: ["-u", "NONE", text], leastRows: 47),
      Rival(name: "tig", path: "/usr/bin/tig", arguments: [], leastRows: 40),
      Rival(name: "htop", path: "/usr/bin/htop", arguments: [], leastRows: 12),
      Rival(
        name: "newsboat", path: "/usr/bin/newsboat",
        arguments: ["-u", urls, "-c", folder.path("newsboat.db")], leastRows: 47),
    ]
  }
}
