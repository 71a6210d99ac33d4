/// Other numbers than those in force, tried out and never saved: `sentiment=30 green=80
/// calls1=30/50 owner=bob`.
package struct WhatIf: Hashable, Sendable {
  package enum Term: Hashable, Sendable {
    case weight(Measure, Double)
    /// Of the group of several measures that holds this one.
    case groupWeight(Measure, Double)
    /// Points from which on a score is yellow, and green.
    case yellowFrom(Double)
    case greenFrom(Double)
    case calls(Prioritization, CadenceLimits)
    case tickets(green: Int, yellow: Int)
    case forcesRed(Bool)
    /// The customers belong to whom that names; nil for nobody.
    case owner(String?)
  }

  package enum Problem: Hashable, Sendable {
    /// No word that is known, or none with a value.
    case unknown(String)
    case value(WhatIfWord, found: String)
    /// The scorecard in force has nothing of the kind.
    case missing(WhatIfWord)
    /// A measure that was only colored would count for another color.
    case bands(red: Double, yellow: Double, green: Double)
  }

  package let terms: [Term]
  package let problems: [Problem]

  /// What the text says about these numbers; of two equal words the last counts.
  package init(_ text: String, in configuration: HealthConfiguration) {
    var terms: [Term] = []
    var problems: [Problem] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      do throws(Problem) {
        terms.append(try Self.term(String(word), in: configuration))
      } catch {
        problems.append(error)
      }
    }
    let bands = Self.applying(terms, to: configuration).bands
    if !bands.areInOrder, configuration.bands.areInOrder {
      terms.removeAll(where: \.isOfBands)
      problems.append(
        .bands(red: bands.redPoints, yellow: bands.yellowPoints, green: bands.greenPoints))
    }
    self.terms = terms
    self.problems = problems
  }

  private static func term(
    _ text: String, in configuration: HealthConfiguration
  ) throws(Problem) -> Term {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let word = WhatIfWord(rawValue: parts[0].lowercased()) else {
      throw .unknown(text)
    }
    let value = String(parts[1])
    guard let term = term(word, value) else { throw .value(word, found: value) }
    guard word == .owner || word.present(in: configuration) != nil else { throw .missing(word) }
    return term
  }

  private static func term(_ word: WhatIfWord, _ value: String) -> Term? {
    switch word.kind {
    case .weight(let measure): return number(value, upTo: 1_000).map { .weight(measure, $0) }
    case .groupWeight(let measure):
      return number(value, upTo: 1_000).map { .groupWeight(measure, $0) }
    case .yellow: return number(value, upTo: 100).map(Term.yellowFrom)
    case .green: return number(value, upTo: 100).map(Term.greenFrom)
    case .calls(let priority): return limits(value).map { .calls(priority, $0) }
    case .tickets: return pair(value).map { .tickets(green: $0.0, yellow: $0.1) }
    case .forced: return ["yes": true, "no": false][value.lowercased()].map(Term.forcesRed)
    case .owner:
      guard !value.isEmpty else { return nil }
      return .owner(["none", "nobody"].contains(value.lowercased()) ? nil : value)
    }
  }

  private static func number(_ text: String, upTo limit: Double) -> Double? {
    Double(text).flatMap { (0...limit).contains($0) ? $0 : nil }
  }

  private static func limits(_ text: String) -> CadenceLimits? {
    pair(text).flatMap { $0.0 > 0 ? CadenceLimits(greenDays: $0.0, yellowDays: $0.1) : nil }
  }

  /// `35/60`, the first not above the second.
  private static func pair(_ text: String) -> (Int, Int)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 2, numbers.count == 2, numbers[0] >= 0, numbers[0] <= numbers[1],
      numbers[1] <= 3_650
    else { return nil }
    return (numbers[0], numbers[1])
  }
}

extension WhatIf {
  /// Whom the customers would belong to; the inner nil is nobody, the outer one leaves them where
  /// they are.
  package var owner: String?? {
    for case .owner(let name) in terms.reversed() { return .some(name) }
    return nil
  }

  /// Measures whose own scores follow from a number that is tried out.
  package var rejudged: Set<Measure> {
    Set(
      terms.compactMap { term in
        switch term {
        case .calls: .engagement
        case .tickets: .supportIssues
        case .weight, .groupWeight, .yellowFrom, .greenFrom, .forcesRed, .owner: nil
        }
      })
  }

  /// The configuration with the numbers that are tried out.
  package func applied(to configuration: HealthConfiguration) -> HealthConfiguration {
    Self.applying(terms, to: configuration)
  }

  /// What was typed, completed as far as it is certain; nil when nothing is.
  ///
  /// - Parameter people: Names that an owner can go by.
  package static func completed(
    _ text: String, in configuration: HealthConfiguration, people: [String]
  ) -> String? {
    let last = text.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init)
    guard let last, !last.isEmpty else { return nil }
    let words: [String]
    if last.lowercased().hasPrefix("owner=") {
      words = (people + ["none"]).map { "owner=\($0)" }
    } else {
      words = WhatIfWord.known(in: configuration).map { "\($0.rawValue)=" }
    }
    let fitting = words.filter { $0.lowercased().hasPrefix(last.lowercased()) }
    guard var common = fitting.first else { return nil }
    for word in fitting { common = String(zip(common, word).prefix { $0 == $1 }.map(\.0)) }
    return common.count > last.count ? text.dropLast(last.count) + common : nil
  }
}

extension WhatIfWord {
  /// Those that change something with this scorecard.
  package static func known(in configuration: HealthConfiguration) -> [WhatIfWord] {
    allCases.filter { $0 == .owner || $0.present(in: configuration) != nil }
  }
}

extension WhatIf.Problem: Error, CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let text):
      let words = WhatIfWord.allCases.map(\.rawValue).joined(separator: ", ")
      return "\"\(text)\" means nothing here: write a word, = and a value; there is \(words)"
    case .value(let word, let found):
      return "\(word.rawValue)=\(found) is no such value: write \(word.expected)"
    case .missing(let word):
      return "\(word.rawValue) is not in the scorecard that is in force: leave it out"
    case .bands(let red, let yellow, let green):
      let text = WhatIfWord.text
      return """
        a red measure counts \(text(red)), a yellow one \(text(yellow)), a green one \
        \(text(green)): yellow has to begin above the first and green above the second, \
        none above its own
        """
    }
  }
}
