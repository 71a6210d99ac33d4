/// Saved views: one YAML file each in the `views` folder; what they say is up to their screen.
extension PreferenceFolder {
  /// Sorted; none when there is no folder.
  package var viewNames: [String] { Self.names(in: viewsPath) }

  /// What a view says; nil when there is none of that name.
  ///
  /// - Throws: ``PreferenceProblem`` when it is there and cannot be read.
  package func view(named name: String) throws(PreferenceProblem) -> YAMLValue? {
    guard Self.isFileName(name) else { return nil }
    return try Self.value(of: viewFile(name))
  }

  /// Keeps a view under a name, in the place of what was there.
  package func keep(_ view: YAMLValue, asView name: String) throws(PreferenceProblem) {
    guard Self.isFileName(name) else {
      throw PreferenceProblem(file: viewsPath, .notAFileName(name))
    }
    try Self.write(view.document, to: viewFile(name))
  }

  /// Removes a view; one that is not there is fine.
  package func removeView(named name: String) throws(PreferenceProblem) {
    guard Self.isFileName(name) else { return }
    try Self.remove(viewFile(name))
  }

  /// Where a view lies, for messages about what it says.
  package func viewFile(_ name: String) -> String { "\(viewsPath)/\(name)\(Self.ending)" }
}
