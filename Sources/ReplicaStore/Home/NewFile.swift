import Foundation

/// A file that a person asked for by its name, to hand on.
package enum NewFile {
  /// Writes the text as UTF-8 and returns the whole path; a file that is there stays.
  ///
  /// - Parameters:
  ///   - path: From the current folder on, or from `home` on after a `~/`.
  package static func write(
    _ text: String, to path: String, home: String?
  ) throws(NewFileError) -> String {
    var whole = path
    if let home, path.hasPrefix("~/") { whole = home + path.dropFirst() }
    let file = URL(fileURLWithPath: whole)
    do {
      try Data(text.utf8).write(to: file, options: .withoutOverwriting)
    } catch CocoaError.fileWriteFileExists {
      throw .exists(path: file.path)
    } catch {
      throw .failed(path: file.path, reason: (error as NSError).localizedDescription)
    }
    return file.path
  }
}

/// Why a file that a person asked for is not there.
package enum NewFileError: Error, Equatable {
  case exists(path: String)
  case failed(path: String, reason: String)
}

extension NewFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .exists(let path):
      "\(path) is there already: choose another name, or remove it first"
    case .failed(let path, let reason):
      "\(path) could not be written (\(reason)): choose another place, or make room"
    }
  }
}
