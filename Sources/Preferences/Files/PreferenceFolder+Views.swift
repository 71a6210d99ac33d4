package import YAMLText

/// What saved views are of; each kind has a folder of its own.
package enum ViewKind: Sendable {
  case portfolio
  /// Reports of tickets.
  case tickets
  /// Recorded keys.
  case macros
}

/// Saved views: one YAML file each in the `views` folder; what they say is up to their screen.
extension PreferenceFolder {
  /// Sorted; none when there is no folder.
  package func viewNames(_ kind: ViewKind = .portfolio) -> [String] {
    Self.names(in: viewsPath(of: kind))
  }

  /// What a view says; nil when there is none of that name.
  ///
  /// - Throws: ``PreferenceProblem`` when it is there and cannot be read.
  package func view(
    named name: String, _ kind: ViewKind = .portfolio
  ) throws(PreferenceProblem) -> YAMLValue? {
    guard Self.isFileName(name) else { return nil }
    return try Self.value(of: viewFile(name, kind))
  }

  /// Keeps a view under a name, in the place of what was there.
  package func keep(
    _ view: YAMLValue, asView name: String, _ kind: ViewKind = .portfolio
  ) throws(PreferenceProblem) {
    guard Self.isFileName(name) else {
      throw PreferenceProblem(file: viewsPath(of: kind), .notAFileName(name))
    }
    try Self.write(view.document, to: viewFile(name, kind))
  }

  /// Removes a view; one that is not there is fine.
  package func removeView(
    named name: String, _ kind: ViewKind = .portfolio
  ) throws(PreferenceProblem) {
    guard Self.isFileName(name) else { return }
    try Self.remove(viewFile(name, kind))
  }

  /// Where a view lies, for messages about what it says.
  package func viewFile(_ name: String, _ kind: ViewKind = .portfolio) -> String {
    "\(viewsPath(of: kind))/\(name)\(Self.ending)"
  }

  func viewsPath(of kind: ViewKind) -> String {
    switch kind {
    case .portfolio: viewsPath
    case .tickets: "\(viewsPath)/tickets"
    case .macros: "\(viewsPath)/macros"
    }
  }
}
