package import CustomerSuccess

extension AskedQuestion {
  /// Reads a question; capitals, courtesy and the question mark do not count.
  ///
  /// - Parameter today: Decides which quarter and month are "this".
  package init(_ text: String, today: Day) throws(AskProblem) {
    var typed = text.split { $0.isWhitespace || $0 == "?" || $0 == "!" }.map(String.init)
    let original = typed.joined(separator: " ")
    var words = typed.map { $0.lowercased() }
    if words.starts(with: ["why", "is"]) || words.starts(with: ["why", "are"]) {
      words = ["health", "of"] + words.dropFirst(2)
      if let last = words.last, Self.colors.contains(last) {
        words.removeLast()
        typed.removeLast()
      }
    }
    // A name ends the question; ids are told apart by capitals.
    let asTyped = { [typed] (name: String) -> String in
      typed.suffix(name.split { $0 == " " }.count).joined(separator: " ")
    }
    let figure = Self.figure(&words)
    while let first = words.first, Self.courtesy.contains(first) { words.removeFirst() }
    if words == ["help"] || words.isEmpty {
      self = .help
    } else if words.contains(where: CustomersParser.nouns.contains) {
      var parser = CustomersParser(words, today: today)
      self = .customers(try parser.view(), figure)
    } else if let ctas = Self.ctas(words) {
      self = .ctas(of: ctas.name.map(asTyped), types: ctas.types, due: ctas.due)
    } else if let (thing, name) = Self.split(words) {
      let name = asTyped(name)
      self = Self.sections[thing].map { .section($0, of: name) } ?? .attribute(thing, of: name)
    } else if words.count > 1, let section = Self.sections[words[0]] {
      self = .section(section, of: asTyped(words.dropFirst().joined(separator: " ")))
    } else {
      throw .noForm(original)
    }
  }

  private static let colors: Set<String> = ["red", "yellow", "green"]

  private static let courtesy: Set<String> = [
    "please", "show", "me", "list", "give", "tell", "what", "what's", "who", "which", "is", "are",
    "the",
  ]

  private static func figure(_ words: inout [String]) -> Figure {
    if words.starts(with: ["how", "many"]) {
      words.removeFirst(2)
      return .count
    }
    let isTotal = { (words: [String]) in words.starts(with: ["total", "arr", "of"]) }
    while words.count > 3, !isTotal(words), let first = words.first, courtesy.contains(first) {
      words.removeFirst()
    }
    guard isTotal(words) else { return .list }
    words.removeFirst(3)
    return .totalARR
  }

  /// What stands before and after the first "of", "for" or "at".
  private static func split(_ words: [String]) -> (thing: String, name: String)? {
    guard let place = words.firstIndex(where: { ["of", "for", "at"].contains($0) }), place > 0,
      place + 1 < words.count
    else { return nil }
    let thing = words[..<place].filter { $0 != "recent" && $0 != "open" }
    return (thing.joined(separator: " "), words[(place + 1)...].joined(separator: " "))
  }

  /// The parts of a customer's page by the words for them.
  private static let sections: [String: String] = [
    "summary": "summary", "overview": "summary", "attributes": "attributes", "fields": "attributes",
    "health": "health", "health score": "health", "scorecard": "health", "score": "health",
    "contacts": "contacts", "people": "contacts", "subscriptions": "subscriptions",
    "licenses": "subscriptions", "opportunities": "opportunities", "stages": "stages",
    "instances": "instances", "plans": "plans", "success plan": "plans", "success plans": "plans",
    "activities": "timeline", "timeline": "timeline", "calls": "timeline", "entries": "timeline",
    "tickets": "tickets", "support tickets": "tickets", "tam history": "tam-history",
  ]

  /// `my ctas due today`, `open risk ctas for acme`; nil when it is not about CTAs.
  private static func ctas(
    _ words: [String]
  ) -> (name: String?, types: Set<CTAType>, due: Due?)? {
    guard let noun = words.firstIndex(where: { ["cta", "ctas"].contains($0) }) else { return nil }
    var types: Set<CTAType> = []
    var due: Due?
    var name: String?
    for word in words[..<noun] {
      if let type = CTAType.allCases.first(where: { $0.rawValue.lowercased() == word }) {
        types.insert(type)
      } else if word == "overdue" || word == "late" {
        due = .overdue
      } else if word != "my" && word != "open" {
        return nil
      }
    }
    var rest = words[(noun + 1)...]
    if let first = rest.first, ["of", "for", "at"].contains(first) {
      name = rest.dropFirst().joined(separator: " ")
      rest = []
      if name?.isEmpty == true { return nil }
    }
    switch rest.filter({ $0 != "due" }) {
    case []: break
    case ["today"]: due = .today
    case ["this", "week"]: due = .week
    case ["overdue"], ["late"]: due = .overdue
    default: return nil
    }
    return (name, types, due)
  }
}
