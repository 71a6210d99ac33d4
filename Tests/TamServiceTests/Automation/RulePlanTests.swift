import CustomerSuccess
import Rules
import Testing

@testable import TamService

/// How SQLite goes about the sources of the rules that ship, in a store without statistics.
@Suite struct RulePlanTests {
  /// Per node of the plan: where it stands, and what it does.
  private struct Node {
    let id: Int
    let parent: Int
    let words: String

    /// Reads all rows of something.
    var isScan: Bool { words.hasPrefix("SCAN ") && words != "SCAN CONSTANT ROW" }
    var isLoop: Bool { isScan || words.hasPrefix("SEARCH ") }
  }

  private func plan(_ sql: String, _ world: World) throws -> [Node] {
    let source = try RuleConnection(path: world.store.directory.storePath, .standard)
    var nodes: [Node] = []
    try source.forEach(
      "EXPLAIN QUERY PLAN \(sql)", today: SmallCompany.today, now: world.clock.now
    ) { row in
      nodes.append(
        Node(
          id: Int(stored: row.values[0]) ?? 0, parent: Int(stored: row.values[1]) ?? 0,
          words: String(stored: row.values[3]) ?? ""))
    }
    return nodes
  }

  @Test func `no source reads a whole table for each of its rows`() throws {
    let world = try World()
    for rule in world.rules.files.rules.rules {
      let nodes = try plan(rule.source, world)
      #expect(nodes.contains { $0.isLoop }, "\(rule.id)")
      let inner = Set(nodes.filter { $0.words.hasPrefix("CORRELATED") }.map(\.id))
      for (place, node) in nodes.enumerated() where node.isScan {
        let isFirst = !nodes[..<place].contains { $0.parent == node.parent && $0.isLoop }
        #expect(
          isFirst && !inner.contains(node.parent),
          "\(rule.id): \(nodes.map(\.words).joined(separator: "; "))")
      }
    }
  }

  /// Sorted rows are in memory, and one with a whole series of usage is large.
  @Test func `no source sorts customers to group them`() throws {
    let world = try World()
    for rule in world.rules.files.rules.rules {
      let words = try plan(rule.source, world).map(\.words)
      #expect(
        !words.contains("USE TEMP B-TREE FOR GROUP BY"),
        "\(rule.id): \(words.joined(separator: "; "))")
    }
  }
}
