import ArgumentParser
import CustomerSuccess

/// A choice of the domain as a word on the command line: the word that Salesforce knows it by, or the
/// same in lower case with hyphens; capitals do not count.
protocol ChoiceArgument: ExpressibleByArgument, Enumeration where RawValue == String {}

extension ChoiceArgument {
  init?(argument: String) {
    let wanted = argument.asFlag
    guard let choice = Self.allCases.first(where: { $0.rawValue.asFlag == wanted }) else {
      return nil
    }
    self = choice
  }

  var defaultValueDescription: String { rawValue.asFlag }

  /// The words explain themselves.
  static var allValueDescriptions: [String: String] { [:] }

  static var allValueStrings: [String] { allCases.map { $0.rawValue.asFlag } }
}

extension String {
  /// Lower case words with hyphens between them: `Work in progress` becomes `work-in-progress`.
  fileprivate var asFlag: String {
    lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }
      .map { $0.filter { $0 != "'" } }.joined(separator: "-")
  }
}

extension ActivityType: ChoiceArgument {}
extension MeetingType: ChoiceArgument {}
extension Sentiment: ChoiceArgument {}
extension CTAType: ChoiceArgument {}
extension CTAStatus: ChoiceArgument {}
extension Priority: ChoiceArgument {}
extension SnoozeReason: ChoiceArgument {}
extension TaskStatus: ChoiceArgument {}
extension InstanceType: ChoiceArgument {}
