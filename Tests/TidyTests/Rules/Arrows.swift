/// Which module may import which; SwiftPM does not reliably notice an import that no target
/// declares.
enum Arrows {
  /// What one target may import.
  struct Allowance {
    let ours: Set<String>
    var outside: Set<String> = []
    var system: Set<String> = []
  }

  private static let system: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
  ]

  private static let networking: Set<String> = [
    "HTTPTypes", "NIOCore", "NIOFoundationCompat", "NIOHTTP1", "NIOPosix",
  ]

  /// Every target below `Sources`; a new one gets its line here.
  static let allowed: [String: Allowance] = [
    "CNcurses": Allowance(ours: []),
    "Terminal": Allowance(
      ours: ["CNcurses"], system: ["FoundationEssentials", "Glibc", "Synchronization"]),
    "Preferences": Allowance(
      ours: ["Terminal", "YAMLText"], system: ["Dispatch", "Glibc", "Synchronization"]),
    "YAMLText": Allowance(ours: [], outside: ["Yams"]),
    "Rules": Allowance(
      ours: ["CustomerSuccess", "YAMLText"], system: ["FoundationEssentials", "Synchronization"]),
    "CustomerSuccess": Allowance(ours: [], system: ["FoundationEssentials", "Synchronization"]),
    "SyncEngine": Allowance(ours: ["CustomerSuccess"], system: ["FoundationEssentials"]),
    "ReplicaStore": Allowance(
      ours: ["CustomerSuccess", "SyncEngine"], outside: ["GRDB", "GRDBSQLite"], system: system),
    "SyncClient": Allowance(
      ours: ["CustomerSuccess", "ReplicaStore", "SyncEngine"],
      outside: networking.union(["AsyncHTTPClient", "Logging"]), system: system),
    "TUI": Allowance(ours: ["CustomerSuccess", "ReplicaStore", "Terminal"], system: system),
    "TamService": Allowance(
      ours: ["Connectors", "CustomerSuccess", "Rules", "SyncEngine", "YAMLText"],
      outside: networking.union([
        "Crypto", "GRDB", "GRDBSQLite", "Hummingbird", "HummingbirdCore", "Logging", "Yams",
      ]),
      system: system),
    "Connectors": Allowance(
      ours: [],
      outside: networking.union([
        "AsyncHTTPClient", "Crypto", "JWTKit", "Logging", "NIOHTTPCompression",
      ]),
      system: system),
    "Sandbox": Allowance(
      ours: ["CustomerSuccess", "Rules"],
      outside: ["Crypto", "CryptoExtras", "JWTKit", "NIOCore", "NIOHTTP1", "NIOPosix"],
      system: system),
    "tam": Allowance(
      ours: [
        "CustomerSuccess", "Preferences", "ReplicaStore", "SyncClient", "SyncEngine", "TUI",
        "Terminal", "YAMLText",
      ], outside: ["ArgumentParser", "Logging"], system: system),
    "tamd": Allowance(
      ours: ["Connectors", "CustomerSuccess", "Rules", "Sandbox", "TamService"],
      outside: ["ArgumentParser", "Logging"], system: system),
  ]

  /// Modules that have a home inside a target too, with what hides them there.
  private static let homes: [(module: String, target: String, folder: String)] = [
    // A second home: what is wrong with these files is said without their lines, which may hold a
    // credential.
    ("Yams", "TamService", "Sources/TamService/Jobs/Settings"),
    ("AsyncHTTPClient", "Connectors", "Sources/Connectors/Upstream"),
    ("NIOCore", "Sandbox", "Sources/Sandbox/StandIns"),
    ("JWTKit", "Sandbox", "Sources/Sandbox/StandIns"),
    ("GRDB", "TamService", "Sources/TamService/Store"),
    ("GRDBSQLite", "TamService", "Sources/TamService/Store"),
  ]

  /// Modules whose types must not show in declarations of ours.
  private static let hidden: Set<String> = [
    "ArgumentParser", "AsyncHTTPClient", "CNcurses", "Crypto", "GRDB", "GRDBSQLite",
    "CryptoExtras", "JWTKit", "Yams",
  ]

  static func findings(in files: [SourceFile]) -> [Finding] {
    files.filter { $0.isSwift && $0.target != nil }.flatMap(findings)
  }

  private static func findings(in file: SourceFile) -> [Finding] {
    let target = file.target ?? ""
    guard let allowance = allowed[target] else {
      let advice = "\(target) is a new target: give it a line in \(#fileID), with its arrows"
      return [Finding(path: file.path, advice: advice)]
    }
    return imports(of: file).compactMap { line, module, isPackage in
      objection(to: module, isPackage: isPackage, in: file, allowance)
        .map { Finding(path: file.path, line: line, advice: $0) }
    }
  }

  private static func objection(
    to module: String, isPackage: Bool, in file: SourceFile, _ allowance: Allowance
  ) -> String? {
    let target = file.target ?? ""
    if !allowance.ours.union(allowance.outside).union(allowance.system).contains(module) {
      if module == "Foundation" {
        return "\(target) does without Foundation: write import FoundationEssentials, if needed"
      }
      let names = allowance.ours.union(allowance.outside).sorted().joined(separator: ", ")
      let others = names.isEmpty ? "no module of ours" : "only \(names)"
      return "no arrow leads from \(target) to \(module): it may import \(others)"
    }
    if let home = homes.first(where: { $0.module == module && $0.target == target }),
      !file.isBelow([home.folder])
    {
      return "\(module) stays inside \(home.folder): go through the types there"
    }
    if isPackage, hidden.contains(module) {
      return "write import \(module), and keep its types out of package declarations"
    }
    return nil
  }

  /// The modules a file imports, with line numbers.
  static func imports(of file: SourceFile) -> [(line: Int, module: String, isPackage: Bool)] {
    file.codeLines.enumerated().compactMap { index, line in
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(of: "import"),
        words[..<keyword].allSatisfy({ isModifier($0) }), keyword + 1 < words.count
      else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let"]
      let rest = words[(keyword + 1)...].drop { kinds.contains($0) || $0 == "typealias" }
      guard let module = rest.first?.split(separator: ".").first else { return nil }
      let isPackage = words[..<keyword].contains { $0 == "package" || $0 == "public" }
      return (index + 1, String(module), isPackage)
    }
  }

  private static func isModifier(_ word: Substring) -> Bool {
    word.hasPrefix("@")
      || ["package", "public", "internal", "fileprivate", "private"].contains(word)
  }
}
