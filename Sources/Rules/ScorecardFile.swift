package import CustomerSuccess
import YAMLText

/// A text file that says how health is judged.
///
/// `era` names the published numbers it begins from; every other key takes the place of one part of
/// them. Shares are written as `25%`.
package enum ScorecardFile {
  /// - Parameter file: As the person knows it, for the words of a problem.
  package static func read(_ text: String, file: String) throws(TextProblem) -> HealthConfiguration
  {
    let fields = try FileFields(
      reading: text, of: file,
      known: [
        "era", "red_sentiment_forces_red", "bands", "groups", "new_account_days", "cadence",
        "support", "sentiment", "personas", "usage_days", "license", "usage",
      ])
    let era = try fields.choice("era", of: MethodologyEra.self) ?? .standard
    let base = HealthConfiguration.era(era)
    return HealthConfiguration(
      era: era, scorecard: try scorecard(fields, base.scorecard),
      cadence: try cadence(fields, base.cadence), limits: try limits(fields, base.limits),
      license: try license(fields) ?? base.license, usage: try usage(fields) ?? base.usage)
  }

  /// More is no text that a person wrote.
  private static let listLimit = 40
  private static let days = 1...3_650

  private static func scorecard(
    _ fields: FileFields, _ base: ScorecardConfiguration
  ) throws(TextProblem) -> ScorecardConfiguration {
    let groups = try fields.groups("groups", limit: listLimit)
      .map { value throws(TextProblem) in try group(value, fields.file) }
    return ScorecardConfiguration(
      groups: groups.isEmpty ? base.groups : groups, bands: try bands(fields, base.bands),
      redSentimentForcesRed: try fields.flag("red_sentiment_forces_red")
        ?? base.redSentimentForcesRed)
  }

  private static func group(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> ScorecardConfiguration.Group {
    let fields = try FileFields(
      value, of: file, in: "a group", known: ["name", "weight", "measures"])
    let words = "lines of a measure and its weight, such as \"ROI: 10\""
    let entries: [ScorecardConfiguration.Entry] = try fields.required(
      "measures", expected: words, entries)
    return .init(
      try fields.requiredText("name"),
      try fields.required("weight", expected: weightWords, weight), entries)
  }

  /// Nil when one of them is no measure with a weight.
  private static func entries(_ value: YAMLValue) -> [ScorecardConfiguration.Entry]? {
    guard let fields = value.fields else { return nil }
    let entries = fields.compactMap { field -> ScorecardConfiguration.Entry? in
      guard let measure = Measure(rawValue: field.key), let weight = weight(field.value) else {
        return nil
      }
      return .init(measure, weight)
    }
    let isWhole = entries.count == fields.count && !entries.isEmpty
    return isWhole && Set(entries.map(\.measure)).count == entries.count ? entries : nil
  }

  private static let weightWords = "a number from 0 to 1000"

  private static func weight(_ value: YAMLValue) -> Double? { number(value, in: 0...1_000) }

  private static func number(_ value: YAMLValue, in range: ClosedRange<Double>) -> Double? {
    value.text.flatMap { Double($0) }.flatMap { range.contains($0) ? $0 : nil }
  }

  private static func bands(
    _ parent: FileFields, _ base: ScoreBands
  ) throws(TextProblem) -> ScoreBands {
    let fields = try parent.section(
      "bands",
      known: ["red_ends", "yellow_ends", "edge", "red_points", "yellow_points", "green_points"])
    guard let fields else { return base }
    func points(_ key: String, _ usual: Double) throws(TextProblem) -> Double {
      try fields.value(key, expected: "points from 0 to 100") { number($0, in: 0...100) } ?? usual
    }
    let bands = ScoreBands(
      redEnds: try points("red_ends", base.redEnds),
      yellowEnds: try points("yellow_ends", base.yellowEnds),
      edge: try fields.choice("edge", of: ScoreBands.Edge.self) ?? base.edge,
      redPoints: try points("red_points", base.redPoints),
      yellowPoints: try points("yellow_points", base.yellowPoints),
      greenPoints: try points("green_points", base.greenPoints))
    guard bands.areInOrder else {
      throw TextProblem(
        file: fields.file, line: fields.line,
        .unexpected(
          key: "bands", found: "points outside of their own band",
          expected: "red_points below red_ends, yellow_points between, green_points above"))
    }
    return bands
  }
}

extension ScorecardFile {
  private static func cadence(
    _ fields: FileFields, _ base: CadenceConfiguration
  ) throws(TextProblem) -> CadenceConfiguration {
    let rules = try fields.groups("cadence", limit: listLimit)
      .map { value throws(TextProblem) in try cadenceRule(value, fields.file) }
    return CadenceConfiguration(
      rules.isEmpty ? base.rules : rules,
      newAccountDays: try fields.number("new_account_days", in: 0...365) ?? base.newAccountDays)
  }

  private static func cadenceRule(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> CadenceRule {
    let fields = try FileFields(
      value, of: file, in: "a cadence",
      known: ["prioritization", "segment", "arr_from", "green_days", "yellow_days"])
    let all = Prioritization.allCases
    return CadenceRule(
      try fields.choices("prioritization", of: Prioritization.self) ?? all,
      segments: try fields.choices("segment", of: SalesSegment.self),
      arrFrom: try fields.number("arr_from", in: 0...1_000_000_000),
      CadenceLimits(
        greenDays: try fields.requiredNumber("green_days", in: days),
        yellowDays: try fields.requiredNumber("yellow_days", in: days)))
  }

  private static func limits(
    _ parent: FileFields, _ base: MeasureLimits
  ) throws(TextProblem) -> MeasureLimits {
    let support = try parent.section(
      "support", known: ["green_tickets", "yellow_tickets", "days", "emergency_days"])
    let sentiment = try parent.section("sentiment", known: ["stale_days", "ended_days"])
    let personas = try parent.section("personas", known: ["days"])
    return MeasureLimits(
      greenTickets: try support?.number("green_tickets", in: 0...10_000) ?? base.greenTickets,
      yellowTickets: try support?.number("yellow_tickets", in: 0...10_000) ?? base.yellowTickets,
      supportDays: try support?.number("days", in: days) ?? base.supportDays,
      emergencyDays: try support?.number("emergency_days", in: days) ?? base.emergencyDays,
      staleSentimentDays: try sentiment?.number("stale_days", in: days) ?? base.staleSentimentDays,
      endedSentimentDays: try sentiment?.number("ended_days", in: days) ?? base.endedSentimentDays,
      personaDays: try personas?.number("days", in: days) ?? base.personaDays,
      usageDays: try parent.number("usage_days", in: days) ?? base.usageDays)
  }

  /// Nil when the file does not say.
  private static func license(_ fields: FileFields) throws(TextProblem) -> LicenseHealth? {
    let brackets = try fields.groups("license", limit: listLimit)
      .map { value throws(TextProblem) in
        let bracket = try FileFields(
          value, of: fields.file, in: "an age",
          known: ["from_month", "red_up_to", "yellow_up_to"])
        return LicenseHealth.Bracket(
          fromMonth: try bracket.requiredNumber("from_month", in: 0...1_200),
          redUpTo: try bracket.required("red_up_to", expected: shareWords, share),
          yellowUpTo: try bracket.required("yellow_up_to", expected: shareWords, share))
      }
    return brackets.isEmpty ? nil : LicenseHealth(brackets: brackets)
  }

  private static let shareWords = "a share such as 25%, or a number"

  /// `25%` is 0.25, `7` is 7.
  private static func share(_ value: YAMLValue) -> Double? {
    guard let text = value.text else { return nil }
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? text.dropLast() : text[...]
    guard let number = Double(digits), (0...10_000).contains(number) else { return nil }
    return isPercent ? number / 100 : number
  }

  private static func usage(_ fields: FileFields) throws(TextProblem) -> UsageHealth? {
    let rules = try fields.groups("usage", limit: listLimit)
      .map { value throws(TextProblem) in try usageRule(value, fields.file) }
    return rules.isEmpty ? nil : UsageHealth(rules)
  }

  private static func usageRule(
    _ value: YAMLValue, _ file: String
  ) throws(TextProblem) -> UsageMeasureRule {
    let fields = try FileFields(
      value, of: file, in: "a measure of usage",
      known: ["measure", "numbers", "combine", "ultimate_only", "self_managed_only"])
    let measures: [Measure] = [.userEngagement, .scm, .ci, .devSecOps, .cd]
    let names = measures.map(\.rawValue).joined(separator: ", ")
    let measure = try fields.required("measure", expected: "one of \(names)") { value in
      value.text.flatMap(Measure.init).flatMap { measures.contains($0) ? $0 : nil }
    }
    let numbers = try fields.groups("numbers", limit: listLimit)
      .map { value throws(TextProblem) in try number(value, file) }
    guard !numbers.isEmpty else {
      throw TextProblem(
        file: file, line: fields.line,
        .missing(key: "numbers", expected: "at least one number that decides"))
    }
    return UsageMeasureRule(
      measure, numbers,
      try fields.choice("combine", of: UsageMeasureRule.Combination.self) ?? .average,
      isUltimateOnly: try fields.flag("ultimate_only") ?? false,
      isSelfManagedOnly: try fields.flag("self_managed_only") ?? false)
  }

  private static func number(_ value: YAMLValue, _ file: String) throws(TextProblem) -> UsageRule {
    let fields = try FileFields(
      value, of: file, in: "a number",
      known: ["column", "of", "yellow_from", "yellow_above", "green_from"])
    let column = try fields.required("column", expected: "a metric column of the usage mart") {
      $0.text.flatMap { UsageMetric.named($0) == nil ? nil : $0 }
    }
    let above = try fields.value("yellow_above", expected: shareWords, share)
    let yellow: Double
    if let above {
      yellow = above
    } else {
      yellow = try fields.required("yellow_from", expected: shareWords, share)
    }
    return UsageRule(
      column, of: try fields.requiredChoice("of", of: UsageRule.Base.self), yellowFrom: yellow,
      greenFrom: try fields.required("green_from", expected: shareWords, share),
      isYellowAbove: above != nil)
  }
}

extension FileFields {
  /// A group below a key; nil when the file does not have it.
  fileprivate func section(_ key: String, known: [String]) throws(TextProblem) -> FileFields? {
    guard let value = try value(key, expected: "lines of \"key: value\"", { $0 }) else {
      return nil
    }
    return try FileFields(value, of: file, in: key, known: known)
  }

  fileprivate func requiredNumber(
    _ key: String, in range: ClosedRange<Int>
  ) throws(TextProblem) -> Int {
    guard let number = try number(key, in: range) else {
      throw TextProblem(
        file: file, line: line,
        .missing(
          key: key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)"))
    }
    return number
  }

  /// One, or a list of them; nil when the file does not say.
  fileprivate func choices<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type
  ) throws(TextProblem) -> [Choice]? where Choice.RawValue == String {
    let names = type.allCases.map(\.rawValue).joined(separator: ", ")
    return try value(key, expected: "one or a list of \(names)") { value in
      let texts = value.texts ?? []
      let found = texts.compactMap(Choice.init)
      return found.count == texts.count && !found.isEmpty ? found : nil
    }
  }
}
