import Foundation

/// The text of `connectors.yaml`, which people write too: lines are changed one by one, and their
/// comments stay.
struct ConnectionText {
  private(set) var lines: [String]

  init(_ text: String) { lines = text.components(separatedBy: "\n") }

  var text: String { lines.joined(separator: "\n") }

  /// What an administrator fills in: every line is a comment.
  static var template: ConnectionText {
    var lines = [
      "# How tamd reaches the services that data comes from. A connector whose lines are all",
      "# comments is not set up, and its jobs do not run. Credentials are never written here: name",
      "# their place, as env:NAME or file:/path. `tamd connector set` fills lines in, and",
      "# `tamd connector status` tries them.",
    ]
    for connector in Connector.allCases {
      lines += ["", "\(connector.rawValue):"]
      for key in connector.keys {
        lines += ["  # \(key.meaning)", "  # \(key.name): \(key.example)"]
      }
    }
    return ConnectionText(lines.joined(separator: "\n") + "\n")
  }

  /// Writes a line of a connector: over the one that is there, over the comment that shows it, or
  /// below the others.
  mutating func set(_ key: String, to value: String, of connector: Connector) {
    let line = "  \(key): \(Self.quoted(value))"
    guard let start = lines.firstIndex(where: { $0.hasPrefix("\(connector.rawValue):") }) else {
      if lines.last?.isEmpty == true { lines.removeLast() }
      lines += ["", "\(connector.rawValue):", line, ""]
      return
    }
    let end = lines[(start + 1)...].firstIndex { Self.isName($0) } ?? lines.endIndex
    let section = start + 1..<end
    let found =
      lines[section].firstIndex { $0.trimmingCharacters(in: .whitespaces).hasPrefix("\(key):") }
      ?? lines[section].firstIndex { $0.hasPrefix("  # \(key):") }
    if let found {
      lines[found] = line
    } else {
      lines.insert(line, at: start + 1)
    }
  }

  /// A file that a person has changed is no longer the sandbox's to write over.
  mutating func forgetSandbox() {
    let mark = ConnectionFile.sandboxMark.trimmingCharacters(in: .newlines)
    if lines.first == mark { lines.removeFirst() }
  }

  private static func isName(_ line: String) -> Bool {
    guard let first = line.first else { return false }
    return first != " " && first != "#"
  }

  /// YAML's double quotes, which take any text.
  private static func quoted(_ value: String) -> String {
    var quoted = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension ConnectionFile {
  /// Writes the files that an administrator fills in; those that are there stay.
  package static func writeTemplates(_ directory: DataDirectory) throws {
    try directory.createPrivateFile(
      "\(directory.path)/\(name)", Array(ConnectionText.template.text.utf8))
    try directory.createPrivateFile(
      "\(directory.path)/\(SalesforceFields.fileName)", Array(SalesforceFields.template.utf8))
  }

  /// Changes lines of a connector, and makes the file if need be.
  ///
  /// - Throws: ``ConnectionError``; then the file is as it was.
  package static func set(
    _ values: [(key: String, value: String)], of connector: Connector, _ directory: DataDirectory
  ) throws {
    let path = "\(directory.path)/\(name)"
    var text = ConnectionText(try YAMLSections.text(at: path) ?? ConnectionText.template.text)
    for (key, value) in values { text.set(key, to: value, of: connector) }
    text.forgetSandbox()
    // What cannot be read again is not written.
    _ = try ConnectionFile(text.text, path: path)
    try write(text.text, to: path)
  }

  /// Stands on top of the file of a make-believe company.
  fileprivate static let sandboxMark =
    "# Written by `tamd sandbox`, and written anew by the next.\n"

  /// - Throws: ``ConnectionError/inUse(path:)`` when the connectors are set up for real services.
  package static func requireSandbox(_ directory: DataDirectory) throws {
    let path = "\(directory.path)/\(name)"
    let isOurs = try YAMLSections.text(at: path)?.hasPrefix(sandboxMark) ?? true
    guard try isOurs || ConnectionFile(directory).connectors.isEmpty else {
      throw ConnectionError.inUse(path: path)
    }
  }

  /// Sets the connectors up for the stand-ins of a make-believe company.
  ///
  /// - Throws: ``ConnectionError/inUse(path:)`` when they are set up for real services.
  package static func setUpSandbox(
    _ settings: [(connector: Connector, lines: [(key: String, value: String)])],
    _ directory: DataDirectory
  ) throws {
    let path = "\(directory.path)/\(name)"
    try requireSandbox(directory)
    var text = ConnectionText(sandboxMark + ConnectionText.template.text)
    for (connector, lines) in settings {
      for (key, value) in lines { text.set(key, to: value, of: connector) }
    }
    try write(text.text, to: path)
    try write(
      SalesforceFields.complete, to: "\(directory.path)/\(SalesforceFields.fileName)")
  }

  /// Sets no connector up any more.
  ///
  /// - Throws: ``ConnectionError/inUse(path:)`` when they are set up for real services.
  package static func takeDownSandbox(_ directory: DataDirectory) throws {
    try requireSandbox(directory)
    try write(ConnectionText.template.text, to: "\(directory.path)/\(name)")
  }

  private static func write(_ text: String, to path: String) throws(ConnectionError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    } catch {
      throw .unwritable(path: path, reason: error.localizedDescription)
    }
  }
}
