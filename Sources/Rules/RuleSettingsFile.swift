import YAMLText

/// The text file that says what holds for all rules of a company.
package struct RuleSettingsFile: Equatable, Sendable {
  /// Who hears when a rule fails; nil is nobody.
  package let failureMail: String?

  /// - Parameter file: As the person knows it, for the words of a problem.
  package init(reading text: String, file: String) throws(TextProblem) {
    // Which program sends the mails is read by whoever sends them.
    let known = ["failure_mail", "mail_program"]
    failureMail = try FileFields(reading: text, of: file, known: known).address("failure_mail")
  }
}

extension FileFields {
  /// An address is one line of plain characters, whatever else: it goes into a head of a mail.
  func address(_ key: String) throws(TextProblem) -> String? {
    try value(key, expected: "an address like cs-ops@example.com") { value in
      value.text.flatMap { MailAddress.isPlain($0) ? $0 : nil }
    }
  }
}

/// What may stand in the head of a mail.
package enum MailAddress {
  /// Letters, digits and the marks of ordinary addresses, with one `@`.
  package static func isPlain(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
      && text.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "@.-_+".contains($0))
      }
  }
}
