/// A configuration as lines of the service's `scorecard.yaml`.
extension HealthConfiguration {
  /// The parts that are not as in `other`, each as the file has to have it; empty when none is.
  package func lines(unlike other: HealthConfiguration) -> [String] {
    var lines: [String] = []
    if scorecard.redSentimentForcesRed != other.scorecard.redSentimentForcesRed {
      lines.append("red_sentiment_forces_red: \(scorecard.redSentimentForcesRed ? "yes" : "no")")
    }
    if bands != other.bands { lines += bands.lines }
    if scorecard.groups != other.scorecard.groups {
      lines += ["groups:"] + scorecard.groups.map { "  - \($0.line)" }
    }
    if cadence.rules != other.cadence.rules {
      lines += ["cadence: # the first that fits decides"] + cadence.rules.map { "  - \($0.line)" }
    }
    if limits != other.limits {
      lines += [
        "support:", "  green_tickets: \(limits.greenTickets)",
        "  yellow_tickets: \(limits.yellowTickets)",
      ]
    }
    return lines
  }
}

extension ScoreBands {
  fileprivate var lines: [String] {
    let points = [
      ("red_ends", redEnds), ("yellow_ends", yellowEnds), ("red_points", redPoints),
      ("yellow_points", yellowPoints), ("green_points", greenPoints),
    ]
    return ["bands:", "  edge: \(edge.rawValue)"]
      + points.map { "  \($0): \(WhatIfWord.text($1))" }
  }
}

extension ScorecardConfiguration.Group {
  fileprivate var line: String {
    let measures = entries.map { "\($0.measure.rawValue): \(WhatIfWord.text($0.weight))" }
    return """
      {name: \(name.quotedForYAML), weight: \(WhatIfWord.text(weight)), \
      measures: {\(measures.joined(separator: ", "))}}
      """
  }
}

extension CadenceRule {
  fileprivate var line: String {
    let priorities = prioritizations.map(\.rawValue.quotedForYAML).joined(separator: ", ")
    var parts = ["prioritization: [\(priorities)]"]
    if let segments {
      let names = segments.map(\.rawValue.quotedForYAML).joined(separator: ", ")
      parts.append("segment: [\(names)]")
    }
    if let arrFrom { parts.append("arr_from: \(arrFrom)") }
    parts += ["green_days: \(limits.greenDays)", "yellow_days: \(limits.yellowDays)"]
    return "{\(parts.joined(separator: ", "))}"
  }
}

extension String {
  /// As it is where nothing in it is a sign of YAML, else between quotes.
  fileprivate var quotedForYAML: String {
    let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789 ".utf8)
    let isPlain = !isEmpty && lowercased().utf8.allSatisfy(plain.contains)
    guard !isPlain || hasPrefix(" ") || hasSuffix(" ") else { return self }
    let escaped = unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\\": "\\\\"
      case "\"": "\\\""
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: " "
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
