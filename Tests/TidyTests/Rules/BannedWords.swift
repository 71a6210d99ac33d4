/// Words that this code does without, each with what to write instead.
enum BannedWords {
  struct Ban {
    let word: String
    let advice: String
    var place = Place.everywhere
    /// Whether it is looked for in comments instead of code.
    var isComment = false
  }

  enum Place {
    case everywhere
    /// Below `Sources`, except the folders and files that begin like one of these.
    case sources(except: [String])
    case tests

    func contains(_ path: String) -> Bool {
      switch self {
      case .everywhere: true
      case .sources(let exceptions):
        path.hasPrefix("Sources/") && !exceptions.contains { path.hasPrefix($0) }
      case .tests: path.hasPrefix("Tests/")
      }
    }
  }

  /// Where time and chance come in from outside; everything else gets them as parameters.
  private static let edges = Place.sources(
    except: ["Sources/tam/", "Sources/tamd/", "Sources/SyncClient/"])
  /// The programs' own types for what they write to standard output.
  private static let outputs = Place.sources(
    except: ["Sources/tam/Output", "Sources/tamd/Output"])

  private static let output = "hand the text to the program's output type"
  private static let clock = "take the day, the instant or a clock as a parameter"
  private static let generator = "take a generator as a parameter, and pass it with using:"
  private static let checked = "let the compiler check it: an actor, a Mutex, or a value"
  private static let failing = "throw an error that says what failed and what to do"
  private static let waiting = "wait for what must come, such as text on the screen"
  private static let marker = "do it now, or open an issue for it"

  static let all: [Ban] = [
    Ban(word: "print(", advice: output, place: outputs),
    Ban(word: "debugPrint(", advice: output),
    Ban(word: "dump(", advice: output),
    Ban(word: "print(", advice: "say it in the message of an expectation", place: .tests),
    Ban(word: "fatalError", advice: failing),
    Ban(word: "try!", advice: "write try, and let the caller hear of the error"),
    Ban(word: "as!", advice: "write as?, and \(failing) when it is nil"),
    Ban(word: "@unchecked", advice: checked),
    Ban(word: "nonisolated(unsafe)", advice: checked),
    Ban(word: "Date()", advice: clock, place: edges),
    Ban(word: ".now", advice: clock, place: edges),
    Ban(word: "clock_gettime", advice: clock, place: edges),
    Ban(word: "gettimeofday", advice: clock, place: edges),
    Ban(word: "Task.sleep", advice: "let a clock that is passed in wake it", place: edges),
    Ban(word: "UUID()", advice: "take the id, or what makes ids, as a parameter", place: edges),
    Ban(word: "SystemRandomNumberGenerator", advice: generator, place: edges),
    Ban(word: ".randomElement()", advice: generator),
    Ban(word: ".shuffled()", advice: generator),
    Ban(word: ".shuffle()", advice: generator),
    Ban(word: "sleep(", advice: waiting, place: .tests),
    Ban(word: "usleep(", advice: waiting, place: .tests),
    Ban(word: "nanosleep(", advice: waiting, place: .tests),
    Ban(word: "XCTest", advice: "write tests with Swift Testing", place: .tests),
    Ban(word: "FIXME", advice: marker, isComment: true),
    Ban(word: "TODO", advice: marker, isComment: true),
    Ban(word: "XXX", advice: marker, isComment: true),
    Ban(word: "swift-format-ignore", advice: "write it so that the lint passes", isComment: true),
  ]

  static func findings(in files: [SourceFile]) -> [Finding] {
    files.flatMap { file in
      all.filter { $0.place.contains(file.path) && (file.isSwift || $0.isComment) }
        .flatMap { findings(of: $0, in: file) } + unexplained(in: file)
    }
  }

  private static func findings(of ban: Ban, in file: SourceFile) -> [Finding] {
    let bytes = ban.isComment ? file.comments : file.code
    return offsets(ofWord: ban.word, in: bytes).filter { offset in
      ban.word != ".now" || readsClock(bytes[..<offset])
    }.map { offset in
      let line = lineNumber(of: offset, in: bytes)
      return Finding(path: file.path, line: line, advice: "\(ban.word) is banned: \(ban.advice)")
    }
  }

  /// Whether `.now` after this code reads a clock: it does after a type, a call or nothing, but
  /// `clock.now` and `self.now` read what was passed in.
  private static func readsClock(_ before: ArraySlice<UInt8>) -> Bool {
    let name = before.reversed().prefix { isNamePart($0) }
    guard let first = name.last else { return true }
    return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
  }

  /// How many lines above a dropped error its explanation may stand.
  private static let explanationReach = 3

  /// A dropped error needs a comment that says why dropping it is right: on its line or shortly above.
  private static func unexplained(in file: SourceFile) -> [Finding] {
    guard file.path.hasPrefix("Sources/"), file.isSwift else { return [] }
    let comments = file.commentLines
    let drops = offsets(ofWord: "try?", in: file.code).map { lineNumber(of: $0, in: file.code) }
    return drops.filter { line in
      !comments[max(0, line - 1 - explanationReach)...line - 1].contains { $0.contains("//") }
    }.map { line in
      Finding(
        path: file.path, line: line,
        advice: "try? drops an error: say why that is right in a comment above, or handle it")
    }
  }
}
