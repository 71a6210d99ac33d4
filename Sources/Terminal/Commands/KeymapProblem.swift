/// What is wrong with the keys of a table; shown to the person, never a reason to stop.
package enum KeymapProblem: Equatable, Sendable {
  /// Two commands want the same chord; the first keeps it.
  case conflict(chord: KeyChord, kept: String, lost: String)
  /// A chord can never be completed, because its beginning already calls a command.
  case shadowed(chord: KeyChord, id: String, by: String)
  /// A key of the command could not be read.
  case unreadable(id: String)
  /// Two commands have the same long name.
  case duplicateName(String)
  /// What a person wrote for a command is no key.
  case noKey(String, id: String)
  /// A person gave keys to something that is no command.
  case unknownCommand(String, nearest: String?)
}

extension KeymapProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .conflict(let chord, let kept, let lost):
      "\(chord) calls \(kept); \(lost) wants it too: give one of them another key"
    case .shadowed(let chord, let id, let by):
      "\(chord) for \(id) can never be typed, its beginning calls \(by): change one of them"
    case .unreadable(let id):
      "\(id) has a key that is none: write keys like ctrl+k, shift+f5 or g g"
    case .duplicateName(let name): "\(name) is the name of two commands"
    case .noKey(let text, let id):
      "\"\(text)\" for \(id) is no key: write keys like ctrl+k, shift+f5 or g g"
    case .unknownCommand(let id, let nearest):
      "there is no command \(id): "
        + (nearest.map { "did you mean \($0)?" } ?? "tam keys lists their names")
    }
  }

  /// The command to which a person would give other keys.
  package var command: String {
    switch self {
    case .conflict(_, _, let id), .shadowed(_, let id, _), .unreadable(let id): id
    case .duplicateName(let id), .noKey(_, let id), .unknownCommand(let id, _): id
    }
  }

  /// The command that stands in its way; nil when none does.
  package var rival: String? {
    switch self {
    case .conflict(_, let id, _), .shadowed(_, _, let id): id
    case .unreadable, .duplicateName, .noKey, .unknownCommand: nil
    }
  }
}

extension CommandTable {
  /// Everything wrong with names and keys, in table order; empty in a good table.
  package var problems: [KeymapProblem] {
    var found: [KeymapProblem] = []
    var owners: [KeyChord: String] = [:]
    var names: Set<String> = []
    for spec in specs {
      if !names.insert(spec.id).inserted { found.append(.duplicateName(spec.id)) }
      for chord in spec.keys {
        if chord.presses.isEmpty {
          found.append(.unreadable(id: spec.id))
        } else if let kept = owners[chord] {
          found.append(.conflict(chord: chord, kept: kept, lost: spec.id))
        } else {
          owners[chord] = spec.id
        }
      }
    }
    return found + shadows(owners)
  }

  private func shadows(_ owners: [KeyChord: String]) -> [KeymapProblem] {
    var found: [KeymapProblem] = []
    for spec in specs {
      for chord in spec.keys where chord.presses.count > 1 {
        for count in 1..<chord.presses.count {
          let beginning = KeyChord(Array(chord.presses.prefix(count)))
          guard let owner = owners[beginning] else { continue }
          found.append(.shadowed(chord: chord, id: spec.id, by: owner))
        }
      }
    }
    return found
  }
}
