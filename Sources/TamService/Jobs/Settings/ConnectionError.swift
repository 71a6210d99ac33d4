/// What is wrong with the settings of a connector.
package enum ConnectionError: Error, Equatable {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// The line counts from 1; nil when it is not known.
  case syntax(path: String, line: Int?, reason: String)
  case unknownConnector(path: String, name: String)
  case unknownKey(path: String, Connector, key: String)
  case notSetUp(path: String, Connector)
  case missing(path: String, Connector, key: String)
  /// A credential has to be named by its place.
  case notAPlace(Connector, key: String)
  case notAChoice(Connector, key: String, found: String, choices: [String])
  /// The connectors are set up for real services.
  case inUse(path: String)
  case unknownObject(path: String, name: String)
  case requiredField(path: String, object: String, field: String)
  /// The mapping of fields leaves it out, or it is nothing at all.
  case unmapped(path: String, name: String, objects: [String])
  /// A field that is written back and that we do not have.
  case unknownField(path: String, object: String, field: String)
}

extension ConnectionError {
  /// Whether it is about what was typed, not about a file or a service.
  package var isMisuse: Bool {
    switch self {
    case .unknownKey, .notAPlace, .notAChoice, .unmapped: true
    default: false
    }
  }
}

extension ConnectionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path) cannot be read (\(reason)): check its permissions"
    case .unwritable(let path, let reason):
      "\(path) cannot be written (\(reason)): check its permissions and the free space of its disk"
    case .syntax(let path, let line, let reason):
      "\(path)\(line.map { ", line \($0)" } ?? "") cannot be understood (\(reason)): write names, and "
        + "below each its lines of the form key: value"
    case .unknownConnector(let path, let name):
      "\(path) names \(name), which is no connector: there are "
        + Connector.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownKey(let path, let connector, let key):
      "\(path): \(connector.title) has no \(key): there are "
        + connector.keys.map(\.name).joined(separator: ", ")
    case .notSetUp(let path, let connector):
      "\(connector.title) is not set up: fill in its lines in \(path), or use "
        + "`tamd connector set \(connector.rawValue) KEY=VALUE`"
    case .missing(let path, let connector, let key):
      "\(path): \(connector.title) lacks \(key)"
        + (connector.keys.first { $0.name == key }.map { " (\($0.meaning))" } ?? "")
        + ": set it with `tamd connector set \(connector.rawValue) \(key)=VALUE`"
    case .notAPlace(let connector, let key):
      "\(key) of \(connector.title) must name the place of the credential, as env:NAME or "
        + "file:/path: no secret stands in the file itself"
    case .notAChoice(let connector, let key, let found, let choices):
      "\(key) of \(connector.title) is \"\(found)\": write \(choices.joined(separator: " or "))"
    case .inUse(let path):
      "\(path) names real services: take another data folder for a make-believe company"
    case .unknownObject(let path, let name):
      "\(path) names \(name), which is nothing that is imported: there are "
        + SalesforceObject.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownField(let path, let object, let field):
      "\(path): \"\(object)\" names \"\(field)\", which is nothing that is written back: take the "
        + "names of the file that `tamd init` writes into a new folder"
    case .requiredField(let path, let object, let field):
      "\(path): \(object) lacks \(field), without which its rows mean nothing: write its line again"
    case .unmapped(let path, let name, let objects):
      "\(path) does not name \(name): it has \(objects.joined(separator: ", "))"
    }
  }
}
