import Testing

@Suite struct ArrowTests {
  private func advice(_ path: String, _ source: String) -> [String] {
    Arrows.findings(in: [SourceFile(path, source)]).map(\.description)
  }

  @Test(arguments: [
    ("Sources/Terminal/Canvas.swift", "import CustomerSuccess"),
    ("Sources/TUI/App/App.swift", "import SyncClient"),
    ("Sources/TUI/App/App.swift", "import GRDB"),
    ("Sources/TUI/App/App.swift", "import CNcurses"),
    ("Sources/tam/Main.swift", "import TamService"),
    ("Sources/tam/Main.swift", "import AsyncHTTPClient"),
    ("Sources/SyncClient/Http.swift", "import Hummingbird"),
    ("Sources/CustomerSuccess/Day.swift", "import SyncEngine"),
    ("Sources/SyncEngine/Frame.swift", "package import Foundation"),
    ("Sources/CustomerSuccess/Day.swift", "import struct Foundation.Date"),
    ("Sources/Terminal/Key.swift", "@preconcurrency import Foundation"),
    ("Sources/TamService/Import/Reader.swift", "import GRDB"),
    ("Sources/ReplicaStore/Replica.swift", "package import GRDB"),
    ("Sources/Rumors/Rumor.swift", "let x = 1"),
  ])
  func `an arrow that is not drawn is reported`(path: String, source: String) {
    #expect(advice(path, "/// About.\n" + source).count == 1, "\(source) in \(path) passed")
  }

  @Test(arguments: [
    ("Sources/tam/Main.swift", "import ArgumentParser\npackage import TUI\nimport Foundation"),
    ("Sources/TamService/Store/Store.swift", "import GRDB\nimport Foundation"),
    ("Sources/CustomerSuccess/Day.swift", "import FoundationEssentials"),
    ("Sources/Terminal/Key.swift", "// import Foundation\nlet text = \"import GRDB\""),
    ("Tests/TUITests/AppTests.swift", "import GRDB"),
  ])
  func `an arrow that is drawn passes`(path: String, source: String) {
    #expect(advice(path, source) == [])
  }

  @Test func `the report names the line and what may stand there`() {
    #expect(
      advice("Sources/TUI/App.swift", "import Terminal\nimport SyncEngine") == [
        "Sources/TUI/App.swift:2: no arrow leads from TUI to SyncEngine: "
          + "it may import only CustomerSuccess, ReplicaStore, Terminal"
      ])
    #expect(
      advice("Sources/SyncEngine/Frame.swift", "import Foundation") == [
        "Sources/SyncEngine/Frame.swift:1: SyncEngine does without Foundation: "
          + "write import FoundationEssentials, if needed"
      ])
  }
}
