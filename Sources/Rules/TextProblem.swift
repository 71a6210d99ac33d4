/// What is wrong with a text file, and where.
package struct TextProblem: Error, Equatable, Sendable {
  package enum Fact: Equatable, Sendable {
    /// The system's own words.
    case notRead(String)
    case syntax(String)
    case missing(key: String, expected: String)
    /// `expected` is what to write, in words.
    case unexpected(key: String, found: String, expected: String)
    case unknownKey(String, known: [String])
    /// What is wrong and what to do, where no key says it alone.
    case flaw(String)
    /// Two files say the same name; the other one's name.
    case nameTaken(String, by: String)
  }

  /// As the person knows the file: its path, or its name among those that ship.
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

extension TextProblem: CustomStringConvertible {
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return switch fact {
    case .notRead(let reason): "\(place): could not be read: \(reason)"
    case .syntax(let reason): "\(place): is not YAML (\(reason)): correct it"
    case .missing(let key, let expected): "\(place): \(key) is missing: write \(expected)"
    case .unexpected(let key, let found, let expected):
      "\(place): \(key) is \(found): write \(expected)"
    case .unknownKey(let key, let known):
      "\(place): \"\(key)\" means nothing here: write one of \(known.joined(separator: ", "))"
    case .flaw(let words): "\(place): \(words)"
    case .nameTaken(let name, let other):
      "\(place): \(other) is called \"\(name)\", too: give one of them another name"
    }
  }
}
