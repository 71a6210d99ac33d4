/// All rules of a company: those that ship, and its own over them.
package struct RuleSet: Sendable {
  /// By id.
  package let rules: [Rule]

  /// - Parameters:
  ///   - own: Replaces what ships under the same id.
  ///   - unread: Ids of files of the company's own that cannot be read: what they were to replace
  ///     must not come back.
  package init(shipped: [Rule], own: [Rule] = [], unread: Set<String> = []) {
    var byID = Dictionary(shipped.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for rule in own { byID[rule.id] = rule }
    for id in unread { byID[id] = nil }
    rules = byID.values.sorted { $0.id < $1.id }
  }

  /// The rule with that id or name.
  package subscript(_ text: String) -> Rule? {
    rules.first { $0.id == text } ?? rules.first { $0.name == text }
  }

  /// The rules of a chain that run, each after those that it names, otherwise by id.
  ///
  /// - Throws: ``Circle`` when rules wait for each other.
  package func ordered(_ chain: RuleChain) throws(Circle) -> [Rule] {
    var waiting = rules.filter { rule in
      rule.chain == chain && rule.isActive && ![.staging, .oneTime].contains(rule.kind)
    }
    var ordered: [Rule] = []
    while !waiting.isEmpty {
      let ids = Set(waiting.map(\.id))
      guard let next = waiting.firstIndex(where: { ids.isDisjoint(with: $0.after) }) else {
        throw Circle(chain: chain, rules: waiting.map(\.id))
      }
      ordered.append(waiting.remove(at: next))
    }
    return ordered
  }

  /// Rules that each wait for another of them.
  package struct Circle: Error, Equatable, CustomStringConvertible {
    package let chain: RuleChain
    package let rules: [String]

    package var description: String {
      """
      the rules \(rules.joined(separator: ", ")) of the chain \(chain.rawValue) wait for each \
      other: take one out of its "after"
      """
    }
  }
}
