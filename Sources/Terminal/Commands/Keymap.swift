/// The keys that a person gives to commands, by long name.
package struct Keymap: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    /// The command's long name, such as `portfolio.sort`.
    package let id: String
    /// As written: `s`, `ctrl+o`, `g g`; none takes every key away.
    package let keys: [String]
    /// Where it stands in the file, from 1.
    package let line: Int

    package init(id: String, keys: [String], line: Int) {
      self.id = id
      self.keys = keys
      self.line = line
    }

    /// The keys that can be read, each once.
    fileprivate var chords: [KeyChord] {
      var chords: [KeyChord] = []
      for chord in keys.compactMap({ KeyChord($0) }) where !chords.contains(chord) {
        chords.append(chord)
      }
      return chords
    }

    fileprivate var problems: [KeymapProblem] {
      keys.filter { KeyChord($0) == nil }.map { .noKey($0, id: id) }
    }
  }

  package let entries: [Entry]

  package init(_ entries: [Entry] = []) { self.entries = entries }

  /// Names that are no command's, and keys that are none.
  ///
  /// - Parameter ids: The long names of all tables together.
  package func problems(knowing ids: [String]) -> [(line: Int, problem: KeymapProblem)] {
    let known = Set(ids)
    return entries.flatMap { entry -> [(line: Int, problem: KeymapProblem)] in
      var found = entry.problems
      if !known.contains(entry.id) {
        let nearest = ClosestName.to(entry.id, among: ids)
        found.insert(.unknownCommand(entry.id, nearest: nearest), at: 0)
      }
      return found.map { (entry.line, $0) }
    }
  }

  /// The line that gives a command its keys; nil when none does.
  package func line(of id: String) -> Int? { entries.last { $0.id == id }?.line }
}

extension CommandTable {
  /// This table with a person's keys, and what is wrong with it then.
  ///
  /// A key that a person chose is taken from the command that ships with it. Names that are not in
  /// this table are left alone: they may be in another. With no key readable a command keeps its own.
  package func remapped(by keymap: Keymap) -> (table: CommandTable, problems: [KeymapProblem]) {
    var chosen: [String: [KeyChord]] = [:]
    for entry in keymap.entries where entry.keys.isEmpty || !entry.chords.isEmpty {
      chosen[entry.id] = entry.chords
    }
    var owners: [KeyChord: String] = [:]
    for spec in specs {
      for chord in chosen[spec.id] ?? [] { owners[chord] = owners[chord] ?? spec.id }
    }
    var problems: [KeymapProblem] = []
    let remapped = specs.map { spec in
      var spec = spec
      if let keys = chosen[spec.id] {
        spec.keys = keys
      } else {
        for chord in spec.keys {
          guard let owner = owners[chord] else { continue }
          problems.append(.conflict(chord: chord, kept: owner, lost: spec.id))
        }
        spec.keys.removeAll { owners[$0] != nil }
      }
      return spec
    }
    let table = CommandTable(remapped)
    return (table, problems + table.problems)
  }
}
