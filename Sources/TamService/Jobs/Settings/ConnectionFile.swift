import Connectors
import Foundation

/// `connectors.yaml` in the data folder: how to reach the services that data comes from.
package struct ConnectionFile: Sendable {
  package static let name = "connectors.yaml"

  package let path: String
  /// What the file says, by connector; a connector without lines is not set up.
  private let sections: [Connector: [String: String]]

  /// Reads the file of a data folder; one that is not there says nothing.
  ///
  /// - Throws: ``ConnectionError``.
  package init(_ directory: DataDirectory) throws(ConnectionError) {
    let path = "\(directory.path)/\(Self.name)"
    try self.init(YAMLSections.text(at: path) ?? "", path: path)
  }

  init(_ text: String, path: String) throws(ConnectionError) {
    self.path = path
    var sections: [Connector: [String: String]] = [:]
    for (name, lines) in try YAMLSections(text, path: path).sections {
      guard let connector = Connector(rawValue: name) else {
        throw .unknownConnector(path: path, name: name)
      }
      let known = connector.keys
      for (key, value) in lines {
        guard let found = known.first(where: { $0.name == key }) else {
          throw .unknownKey(path: path, connector, key: key)
        }
        try found.check(value, connector)
      }
      guard !lines.isEmpty else { continue }
      sections[connector] = Dictionary(
        lines.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }
    self.sections = sections
  }

  package var connectors: [Connector] { Connector.allCases.filter { sections[$0] != nil } }

  /// The settings of a connector.
  ///
  /// - Throws: ``ConnectionError/notSetUp(path:_:)``.
  package func settings(_ connector: Connector) throws(ConnectionError) -> ConnectionSettings {
    guard let values = sections[connector] else { throw .notSetUp(path: path, connector) }
    return ConnectionSettings(connector: connector, values: values, path: path)
  }
}

extension ConnectionKey {
  /// - Throws: ``ConnectionError/notAPlace(_:key:)`` for what may be a credential itself, which the
  ///   error does not repeat.
  func check(_ value: String, _ connector: Connector) throws(ConnectionError) {
    guard isCredential else { return }
    do {
      _ = try CredentialSource(value)
    } catch {
      throw .notAPlace(connector, key: name)
    }
  }
}

/// The lines of one connector.
package struct ConnectionSettings: Sendable {
  package let connector: Connector
  let values: [String: String]
  let path: String

  package subscript(key: String) -> String? { values[key] }

  /// - Throws: ``ConnectionError/missing(path:_:key:)``.
  func required(_ key: String) throws(ConnectionError) -> String {
    guard let value = values[key], !value.isEmpty else {
      throw .missing(path: path, connector, key: key)
    }
    return value
  }

  func credential(_ key: String) throws -> CredentialSource {
    try CredentialSource(required(key))
  }
}
