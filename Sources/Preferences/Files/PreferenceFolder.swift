import Glibc
import YAMLText

/// A person's folder of settings: `config.yaml`, `keymap.yaml`, `themes/` and `views/`.
///
/// Opening it touches nothing; the folder need not be there.
package struct PreferenceFolder: Equatable, Sendable {
  /// Longer files are a mistake, and would cost the start of the program.
  static let sizeLimit = 256 * 1_024
  static let ending = ".yaml"

  /// Absolute, without a slash at its end.
  package let path: String

  package init(path: String) { self.path = path }

  package var configFile: String { "\(path)/config.yaml" }
  package var keymapFile: String { "\(path)/keymap.yaml" }
  /// The person's appointments, as another program exports them; read by the app alone.
  package var calendarFile: String { "\(path)/calendar.ics" }
  package var themesPath: String { "\(path)/themes" }
  package var viewsPath: String { "\(path)/views" }

  /// Whether `name` can be that of a file in one of the folders: no way out of it, not hidden.
  static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100 && name.first != "."
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-_. ".unicodeScalars.contains(scalar)
      }
  }

  /// The names of the YAML files of a folder, without their ending, sorted; none when it is not there.
  static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(ending) else { continue }
      let stem = String(name.dropLast(ending.count))
      if isFileName(stem) { names.append(stem) }
    }
    return names.sorted()
  }

  static func exists(_ file: String) -> Bool { access(file, F_OK) == 0 }

  /// The content of a file; nil when there is none.
  static func text(of file: String) throws(PreferenceProblem) -> String? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw PreferenceProblem(file: file, .notRead(systemWords()))
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw PreferenceProblem(file: file, .notRead(systemWords())) }
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
      guard bytes.count <= sizeLimit else {
        throw PreferenceProblem(file: file, .tooLong(limit: sizeLimit))
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PreferenceProblem(file: file, .notText)
    }
    return text
  }

  /// The content of a file as YAML; nil when there is no such file.
  static func value(of file: String) throws(PreferenceProblem) -> YAMLValue? {
    guard let text = try text(of: file) else { return nil }
    return try value(reading: text, of: file)
  }

  static func value(reading text: String, of file: String) throws(PreferenceProblem) -> YAMLValue {
    do throws(YAMLValue.SyntaxError) {
      return try YAMLValue(reading: text)
    } catch {
      throw PreferenceProblem(file: file, line: error.line, .syntax(error.reason))
    }
  }

  /// The words for the error of the system call just made.
  static func systemWords() -> String { String(cString: strerror(errno)) }
}
