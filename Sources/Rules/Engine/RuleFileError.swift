/// What is wrong with a rule's file, where, and what it should be.
package struct RuleFileError: Error, Equatable, CustomStringConvertible {
  package let file: String
  /// Nil when it is about all of the file.
  package let line: Int?
  package let reason: String

  package init(file: String, line: Int?, reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  package var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(reason)"
  }
}
