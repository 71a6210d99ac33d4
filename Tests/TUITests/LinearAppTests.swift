import CustomerSuccess
import Foundation
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// The app as lines, on a real replica, with lines typed at its prompt.
@Suite struct LinearAppTests {
  /// Types lines one after the other; returns what is read out after each, the first screen first.
  private func read(
    after lines: String..., editor: @escaping ([String]) -> Int32 = { _ in 0 },
    rows: [Row] = .smallCompany, clipboard: @escaping (SafeText) -> Bool = { _ in false }
  ) throws -> [String] {
    let headless = try HeadlessApp(rows)
    var answers = [""]
    var waiting = lines
    let console = LinearApp.Console(
      write: { answers[answers.count - 1] += $0.map { $0.text + "\n" }.joined() },
      ask: { _ in
        guard !waiting.isEmpty else { return nil }
        answers.append("")
        return waiting.removeFirst()
      }, run: { editor($0) }, copy: { clipboard($0) })
    try LinearApp(engine: headless.engine, console: console).run()
    return answers
  }

  @Test func `the first screen is read line by line, without boxes`() throws {
    let screens = try read()
    #expect(screens[0].contains("Portfolio"))
    #expect(screens[0].contains("> Globex"), "the line of the cursor begins with its sign")
    #expect(screens[0].contains("\n  Acme GmbH"))
    #expect(!screens[0].contains("│") && !screens[0].contains("─"))
  }

  @Test func `a motion reads only the line that the cursor comes to`() throws {
    let answers = try read(after: "down", "down 1", "2 up")
    #expect(answers[1].split(separator: "\n").count == 1)
    #expect(answers[1].hasPrefix("> Acme"))
    #expect(answers[2].hasPrefix("> Acme"))
    #expect(answers[3].hasPrefix("> Globex"))
  }

  @Test func `a command is called by its key, its name or the beginning of its name`() throws {
    for words in ["C", "cockpit", "cockp", "cockpit.show"] {
      #expect(try read(after: words)[1].contains("Cockpit"), "\(words)")
    }
    #expect(try read(after: "p")[1].isEmpty == false)
    let unclear = try read(after: "se")[1]
    #expect(unclear.contains("may be: ") && unclear.contains("search"))
    #expect(try read(after: "fly")[1] == "No command is called \"fly\" here. ? lists them.\n")
  }

  @Test func `words after a command go into what it opens`() throws {
    let answers = try read(after: "find acme gmbh", "esc", "filter glob", "")
    #expect(answers[1].contains("Acme GmbH: "), "the 360")
    #expect(answers[3].contains("1 of 3 customers"))
    #expect(!answers[4].contains("Acme GmbH"))
  }

  @Test func `what is copied reaches the clipboard, or it is said that there is none`() throws {
    var copied: [SafeText] = []
    let taken = try read(
      after: "copy", "1",
      clipboard: { text in
        copied.append(text)
        return true
      })
    #expect(copied == ["Globex"])
    #expect(taken[2].contains("Copied to the terminal's clipboard: Globex"))

    let refused = try read(after: "copy", "1")
    #expect(refused[2].contains("This terminal has no clipboard"))
    #expect(!refused[2].contains("Copied"))
  }

  @Test func `a call is logged and taken back`() throws {
    let answers = try read(after: "log acme gmbh: Renewal plan", "undo")
    #expect(answers[1].contains("u undoes"))
    #expect(answers[1].contains("Acme GmbH") && answers[1].contains("today"))
    #expect(answers[2].contains("Undone"))
  }

  @Test func `a menu is answered by a number or by words, a question by its letter`() throws {
    let byNumber = try read(after: "sort", "1", "")
    let byWords = try read(after: "sort", "renewal", "")
    #expect(byNumber[1].contains("1 "))
    #expect(byWords[3].contains("by Renewal"))
  }

  @Test func `a form is filled field by field, and notes line by line`() throws {
    let answers = try read(
      after: "find acme gmbh", "form", "Kickoff", ":notes", "First line", "Second line", ":log it")
    #expect(answers[2].contains("Log activity"))
    #expect(answers[7].contains("u undoes"), "\(answers[3...])")
  }

  @Test func `notes that an editor saved before it failed are in the form, with the reason`() throws
  {
    let answers = try read(
      after: "find acme gmbh", "form", ":logActivity.editor", "",
      editor: { arguments in
        let saved = arguments.last.map { path in
          FileManager.default.createFile(atPath: path, contents: Data("Saved in time".utf8))
        }
        return saved == true ? 129 : 1
      })
    #expect(answers[3].contains("ended with status 129; the notes are as it saved them."))
    #expect(answers[3].contains("Saved in time"))
  }

  @Test func `commands are listed with their keys, all or those that hold a word`() throws {
    let answers = try read(after: "?", "? mouse and such", "help undo")
    #expect(answers[1].contains("Portfolio:\n") && answers[1].contains("Everywhere:\n"))
    #expect(answers[1].contains("  cockpit (C): "))
    #expect(answers[2] == "No command here holds these words.\n")
    #expect(answers[3].contains("  undo (u): "))
  }

  @Test func `it ends when told to, and at the end of the input`() throws {
    #expect(try read(after: "quit", "down").count == 2)
    #expect(try read(after: "q").count == 2)
    #expect(try read().count == 1)
  }

  @Test func `an empty line reads the screen again`() throws {
    let answers = try read(after: "down", "")
    #expect(answers[2].contains("Globex") && answers[2].contains("> Acme"))
  }
}
