import Testing

/// One place that breaks a rule of the house.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  /// From 1; nil when it is about the file or folder as a whole.
  var line: Int?
  /// What is wrong, and what to write instead.
  let advice: String

  var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(advice)" }
}

/// Fails once for every finding, so that each is seen.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
  for finding in findings {
    Issue.record("\(finding)", sourceLocation: sourceLocation)
  }
}
