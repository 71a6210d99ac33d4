import Foundation

/// Where a credential is found: never in a settings file or in the store, only named there.
package enum CredentialSource: Hashable, Sendable {
  /// The name of a variable of the process's environment.
  case environment(String)
  /// The path of a file that holds the credential and nothing else; a line break at its end does
  /// not count.
  case file(String)

  /// A private key with its chain is some kilobytes; more than this is another file.
  private static let sizeLimit = 64 << 10

  /// Reads `env:NAME` or `file:/path`, as settings write it.
  package init(_ text: String) throws(CredentialError) {
    if text.hasPrefix("env:"), text.count > 4 {
      self = .environment(String(text.dropFirst(4)))
    } else if text.hasPrefix("file:"), text.count > 5 {
      self = .file(String(text.dropFirst(5)))
    } else {
      throw .notASource
    }
  }

  /// The credential, read anew each time, so that a changed file counts without a restart.
  package func read(
    environment: [String: String]
  ) throws(CredentialError) -> Secret {
    let text: String
    switch self {
    case .environment(let name):
      guard let value = environment[name] else { throw .missing(description) }
      text = value
    case .file(let path): text = try Self.content(of: path)
    }
    let lastLine = text.lastIndex { !$0.isWhitespace }.map { text[...$0] } ?? ""
    guard !lastLine.isEmpty else { throw .empty(description) }
    return Secret(String(lastLine))
  }

  private static func content(of path: String) throws(CredentialError) -> String {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      guard data.count <= sizeLimit, let text = String(bytes: data, encoding: .utf8) else {
        throw CredentialError.notText("file:\(path)")
      }
      return text
    } catch let error as CredentialError {
      throw error
    } catch {
      throw .missing("file:\(path)")
    }
  }
}

extension CredentialSource: CustomStringConvertible {
  package var description: String {
    switch self {
    case .environment(let name): "env:\(name)"
    case .file(let path): "file:\(path)"
    }
  }
}

/// Why a credential cannot be had; the text names where it was looked for, never what was found.
package enum CredentialError: Error, Equatable {
  case notASource
  case missing(String)
  case empty(String)
  case notText(String)
}

extension CredentialError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notASource:
      "a credential is written as env:NAME or file:/path: put the secret there and name the place"
    case .missing(let source): "\(source) cannot be read: put the credential there"
    case .empty(let source): "\(source) is empty: put the credential there"
    case .notText(let source):
      "\(source) is not the text of a credential: is it another file?"
    }
  }
}
