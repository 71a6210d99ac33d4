package import Terminal

/// What is wrong with one of a person's files.
///
/// Reading never fails because of one: what cannot be used is left out, its default counts, and the
/// problem is there to be shown.
package struct PreferenceProblem: Error, Equatable, Sendable {
  package enum Fact: Equatable, Sendable {
    /// The system's own words.
    case notRead(String)
    case notWritten(String)
    case tooLong(limit: Int)
    case notText
    case syntax(String)
    case unknownKey(String, nearest: String?, known: [String])
    /// `expected` is what to write, in words.
    case unexpected(key: String, found: String, expected: String)
    /// A color after `#` without quotes, which YAML takes for a comment.
    case unquotedColor(String)
    case theme(ThemeProblem.Fact)
    case noSuchTheme(String, nearest: String?)
    /// Themes that inherit from one another in a circle.
    case themeCircle([String])
    case notAFileName(String)
    /// The file is written in a way that only its author can change.
    case notChangeable(String)
  }

  /// The path of the file, or the name of a theme that ships.
  package let file: String
  /// From 1; nil when it is about the whole file.
  package let line: Int?
  package let fact: Fact

  package init(file: String, line: Int? = nil, _ fact: Fact) {
    self.file = file
    self.line = line
    self.fact = fact
  }
}

extension PreferenceProblem: CustomStringConvertible {
  package var description: String {
    (line.map { "\(file):\($0): " } ?? "\(file): ") + fact.description
  }

  /// The same with paths from the folder on, for where there is little room.
  package func description(within folder: PreferenceFolder) -> String {
    description.replacing(folder.path + "/", with: "")
  }
}

extension PreferenceProblem.Fact: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notRead(let reason): "could not be read: \(reason); the defaults are used"
    case .notWritten(let reason): "could not be written: \(reason); nothing was changed"
    case .tooLong(let limit): "is longer than \(limit / 1_024) KiB, which no settings need"
    case .notText: "is not UTF-8 text: save it as UTF-8"
    case .syntax(let reason): "is not YAML (\(reason)): correct it; until then it is not used"
    case .unknownKey(let key, let nearest, let known):
      "\"\(key)\" means nothing here: "
        + (nearest.map { "did you mean \($0)?" } ?? "write one of \(known.joined(separator: ", "))")
    case .unexpected(let key, let found, let expected): "\(key) is \(found): write \(expected)"
    case .unquotedColor(let name):
      "a color of \(name) begins with # and has no quotes, so it is a comment: write \"#rrggbb\""
    case .theme(let fact): fact.description
    case .noSuchTheme(let name, let nearest):
      "there is no theme \"\(name)\": "
        + (nearest.map { "did you mean \($0)?" } ?? "tam themes lists them")
    case .themeCircle(let names):
      "inherits from itself (\(names.joined(separator: ", then "))): "
        + "take inherits out of one of them"
    case .notAFileName(let name):
      "\"\(name)\" cannot be the name of a file: use letters, digits, spaces, - and _"
    case .notChangeable(let line): "is not written line by line: put \"\(line)\" in it yourself"
    }
  }
}
