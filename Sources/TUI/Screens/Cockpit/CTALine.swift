import CustomerSuccess

/// What a person typed to add a CTA in one line.
///
/// `[customer:] [type] [due] name words \u{2026} [!high|!medium|!low]`
///
///     acme: risk fri Renewal at risk !high
nonisolated struct CTALine: Equatable {
  /// The words before a colon; nil when none was typed, so the customer on screen is meant.
  var customer: String?
  var type: CTAType = .activity
  /// Whether the type was typed.
  var hasType = false
  var due: Day?
  var name = ""
  var priority: Priority?

  /// Reads a line; every line means something.
  init(_ text: String, today: Day) {
    var words = text.split(separator: " ").map(String.init)
    customer = Self.takeCustomer(from: &words)
    if let type = words.first.flatMap(Self.type) {
      self.type = type
      hasType = true
      words.removeFirst()
    }
    if let day = words.first.flatMap({ Day(typed: $0, today: today, toward: .ahead) }) {
      due = day
      words.removeFirst()
    }
    var rest: [String] = []
    for word in words {
      if let priority = Self.priority(word) { self.priority = priority } else { rest.append(word) }
    }
    name = rest.joined(separator: " ")
  }

  /// What the mutation needs of it; ids are given later.
  func fields() -> Fields {
    var fields = Fields()
    fields[CTA.name] = name
    fields[CTA.type] = type
    fields[CTA.dueDate] = due
    fields[CTA.priority] = priority
    return fields
  }

  /// The first word of a type's name; objectives are made in their plans.
  private static func type(_ word: String) -> CTAType? {
    CTAType.allCases.first { type in
      type != .objective
        && type.rawValue.lowercased().split(separator: " ").first.map(String.init)
          == word.lowercased()
    }
  }

  private static func priority(_ word: String) -> Priority? {
    guard word.hasPrefix("!"), word.count > 1 else { return nil }
    return Priority.allCases.first {
      $0.rawValue.lowercased().hasPrefix(word.dropFirst().lowercased())
    }
  }

  /// Words up to the first that ends in a colon, at most four of them: names are short.
  private static func takeCustomer(from words: inout [String]) -> String? {
    let wordLimit = 4
    for (index, word) in words.prefix(wordLimit).enumerated() where word.hasSuffix(":") {
      guard word.count > 1 || index > 0 else { return nil }
      let name = words[...index].joined(separator: " ").dropLast()
      words.removeFirst(index + 1)
      return String(name)
    }
    return nil
  }
}
