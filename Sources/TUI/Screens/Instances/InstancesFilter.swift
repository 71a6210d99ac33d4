package import CustomerSuccess
package import ReplicaStore

/// What was typed to narrow instances: `gitlab -label:obsolete version:17.5 behind:>5`.
///
/// Words look through the line; `column:value` looks at a column, commas stand for "or", and a minus
/// sign in front turns a term around. A term that cannot be understood hides nothing.
package nonisolated struct InstancesFilter: Equatable, Sendable {
  enum Column: String, CaseIterable {
    case host, customer, tam, version, behind, label, plan, delivery
  }

  private struct Term: Equatable {
    let isNegated: Bool
    /// Nil for words that may stand anywhere.
    let column: Column?
    /// In lower case; one of them is enough.
    let values: [String]
  }

  private var terms: [Term] = []
  /// What was not understood, and what to write instead.
  package private(set) var problem: String?

  package init(_ text: String) {
    for typed in TypedTerm.terms(of: text) { take(typed) }
  }

  private mutating func take(_ typed: TypedTerm) {
    guard let name = typed.column else {
      let word = typed.value.lowercased()
      if !word.isEmpty {
        terms.append(Term(isNegated: typed.isNegated, column: nil, values: [word]))
      }
      return
    }
    guard let column = Column.allCases.first(where: { $0.rawValue.hasPrefix(name) }) else {
      let names = Column.allCases.map(\.rawValue).joined(separator: ", ")
      problem = "no column is called \(name): there are \(names)"
      return
    }
    let values = typed.values.map { $0.lowercased() }
    // While a term is being typed it hides nothing.
    guard !values.isEmpty else { return }
    if column == .behind, let odd = values.first(where: { Self.range($0) == nil }) {
      problem = "\(odd) is no number of releases: write >5, <=1, 2..5 or 0"
      return
    }
    terms.append(Term(isNegated: typed.isNegated, column: column, values: values))
  }

  /// - Parameters:
  ///   - label: What the person called it a moment ago; nil takes the row's own.
  ///   - newest: What releases are counted from.
  package func holds(
    _ row: InstanceRow, labeled label: InstanceType? = nil, newest: ProductRelease?
  ) -> Bool {
    let label = label ?? row.type
    return terms.allSatisfy { term in
      let isThere = term.values.contains { value in
        guard let column = term.column else { return Self.words(of: row, label).contains(value) }
        return Self.holds(value, column, row, label, newest)
      }
      return isThere != term.isNegated
    }
  }

  private static func holds(
    _ value: String, _ column: Column, _ row: InstanceRow, _ label: InstanceType,
    _ newest: ProductRelease?
  ) -> Bool {
    switch column {
    case .host: return has(row.name, value)
    case .customer: return has(row.accountName, value)
    case .tam: return has(row.ownerName, value)
    case .plan: return has(row.plan, value)
    case .delivery: return has(row.deliveryType?.rawValue, value)
    // Non-production is not production.
    case .label: return label.rawValue.lowercased().hasPrefix(value)
    case .version:
      // A release holds all of its patches, and `17.1` is not `17.11`.
      guard value.hasPrefix("=") else { return has(row.version, value) }
      return row.release != nil && row.release == ProductRelease(String(value.dropFirst()))
    case .behind:
      guard let newest, let release = row.release, let range = range(value) else { return false }
      return range.contains(release.releasesBehind(newest))
    }
  }

  /// `none` and `any` ask whether there is a value at all.
  private static func has(_ text: String?, _ value: String) -> Bool {
    switch value {
    case "none": text?.isEmpty != false
    case "any": text?.isEmpty == false
    default: text?.lowercased().contains(value) == true
    }
  }

  /// `>5`, `<=1`, `2..5` or `3`; nil for anything else.
  private static func range(_ value: String) -> ClosedRange<Int>? {
    let most = Int(Int32.max)
    for sign in ["<=", ">=", "<", ">"] where value.hasPrefix(sign) {
      let rest = value.dropFirst(sign.count)
      // What is still being typed is no mistake yet.
      if rest.isEmpty { return 0...most }
      guard let number = Int(rest), (0...most).contains(number) else { return nil }
      switch sign {
      case "<=": return 0...number
      case ">=": return number...most
      case "<": return number == 0 ? nil : 0...(number - 1)
      default: return min(number + 1, most)...most
      }
    }
    if let dots = value.firstRange(of: "..") {
      guard let low = Int(value[..<dots.lowerBound]), let high = Int(value[dots.upperBound...]),
        0 <= low, low <= high
      else { return nil }
      return low...high
    }
    return Int(value).flatMap { $0 >= 0 ? $0...$0 : nil }
  }

  /// What a person sees in the row.
  private static func words(of row: InstanceRow, _ label: InstanceType) -> String {
    [
      row.name, row.accountName, row.ownerName, row.version, row.plan, label.rawValue, row.uuid,
      row.namespaceID,
    ].compactMap { $0 }.joined(separator: "\n").lowercased()
  }
}
