/// What is awkward about one of the first accounts, so that every program meets it early.
///
/// The raw value is the account's place in the company.
package enum Shape: Int, CaseIterable, Sendable {
  case parentCompany
  case childCompany
  case grandchildCompany
  /// A child without a TAM of its own cadence (prioritization 3).
  case unmanagedChild
  case noInstances
  case fortyInstances
  case japaneseName
  case arabicName
  case emojiName
  case combiningMarks
  /// Escape sequences that would recolor, clear or retitle a terminal.
  case escapeSequences
  /// Characters that reverse, hide or begin control sequences in one byte.
  case bidirectionalControls
  case churned
  case publicSector
  case missingMonths
  case noScores
  /// A CTA that was due five years ago.
  case overdueCTA
  case veryLongNote
  /// Quotes, commas and line breaks in its fields.
  case lineBreaks
  /// Its ids are written with 15 characters.
  case shortIDs
  case sharedAddressFirst
  case sharedAddressSecond
  case contactWithoutAddress
  case collapsingUsage
  /// More billable users than licenses.
  case overuse
  case onboarding
  case yen
  case withoutTAM
}
