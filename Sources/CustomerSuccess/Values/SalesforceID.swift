/// Record ids of Salesforce: 15 characters where case matters, or the same with three more that
/// repeat the case, so that they survive programs that do not keep it.
package enum SalesforceID {
  /// The 18-character form.
  ///
  /// - Parameter prefix: The characters that name the object, such as `001`; nil takes any.
  package static func normalized(
    _ text: String, prefix: String? = nil
  ) throws(SalesforceIDProblem) -> String {
    let id = text.utf8
    guard id.count == 15 || id.count == 18 else { throw .length(text) }
    guard id.allSatisfy(isAlphanumeric) else { throw .characters(text) }
    let suffix = checksum(id)
    guard id.count == 15 || id.dropFirst(15).elementsEqual(suffix.utf8) else {
      throw .checksum(text)
    }
    if let prefix, !id.starts(with: prefix.utf8) { throw .prefix(text, expected: prefix) }
    return id.count == 18 ? text : text + suffix
  }

  /// Three characters: for each five of the id a number whose bit i says that character i is
  /// upper case (connectors 3.3).
  private static func checksum(_ id: String.UTF8View) -> String {
    var suffix = ""
    var number = 0
    for (position, byte) in id.prefix(15).enumerated() {
      if (65...90).contains(byte) { number |= 1 << (position % 5) }
      guard position % 5 == 4 else { continue }
      suffix.unicodeScalars.append(Unicode.Scalar(alphabet[number]))
      number = 0
    }
    return suffix
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}

/// Why a text is not the Salesforce id that is wanted.
package enum SalesforceIDProblem: Error, Equatable {
  case length(String)
  case characters(String)
  /// The last three characters do not fit the letters' case.
  case checksum(String)
  case prefix(String, expected: String)
}

extension SalesforceIDProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .length(let id): "\"\(id)\" is no Salesforce id: it needs 15 or 18 characters"
    case .characters(let id): "\"\(id)\" is no Salesforce id: it has other than letters and digits"
    case .checksum(let id):
      "the id \"\(id)\" lost the case of its letters: export the file again without a spreadsheet"
    case .prefix(let id, let expected):
      "the id \"\(id)\" is of another object: expected is one that begins with \(expected)"
    }
  }
}
