import Foundation
import Support
import Testing

@testable import ReplicaStore
@testable import TUI

/// What becomes of a text that was written in `$EDITOR`, however that ends.
@Suite struct ExternalEditorTests {
  private let directory: TemporaryDirectory
  private let home: Home
  private let editor: ExternalEditor

  init() throws {
    directory = try TemporaryDirectory()
    home = try Home.open(at: directory.path(of: "home"))
    editor = ExternalEditor(environment: ["EDITOR": "vim"], home: home)
  }

  /// Runs an editor that saves `text`, or nothing, and ends with `status`.
  private func edit(_ old: String, saving text: String?, status: Int32) throws -> String {
    try editor.edit(old) { arguments in
      if let text, let path = arguments.last {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
      }
      return status
    }
  }

  private var leftovers: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: home.draftsPath) }
  }

  @Test func `what was saved comes back, and no file stays`() throws {
    #expect(try edit("old", saving: "new\n", status: 0) == "new")
    #expect(try leftovers.isEmpty)
  }

  @Test func `a text that no field holds stays in its file, which is named`() throws {
    let long = String(repeating: "顧客 ", count: 2_500_000)
    let error = #expect(throws: ExternalEditor.Failure.self) {
      try edit("old", saving: long, status: 0)
    }
    guard case .tooLong(_, let path)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == long)
    #expect(error?.description.contains("kept in \(path)") == true)
  }

  @Test func `what an editor saved before it failed stays in its file, which is named`() throws {
    for number in 1...2 {
      let error = #expect(throws: ExternalEditor.Failure.self) {
        try edit("old", saving: "new words", status: 1)
      }
      guard case .left(let left)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(left.text == "new words")
      #expect(try String(contentsOfFile: left.path, encoding: .utf8) == "new words")
      #expect(error?.description.contains("vim ended with status 1") == true)
      #expect(try leftovers.count == number, "an earlier one is not written over")
    }
  }

  @Test(arguments: ["old words", "old", "", nil] as [String?])
  func `an editor that failed without new words changes nothing`(saved: String?) throws {
    #expect {
      try edit("old words", saving: saved, status: 129)
    } throws: { error in
      "\(error)" == "vim ended with status 129; the notes stay as they were."
    }
    #expect(try leftovers.isEmpty)
  }
}
