package import CustomerSuccess

/// A customer among its parents and children.
package struct FamilyMember: Equatable, Identifiable, Sendable {
  package let id: Account.ID
  package let name: String
  /// Nil for the one on top; also set when the replica does not hold the parent.
  package let parent: Account.ID?
  /// Steps from the one on top.
  package let depth: Int
  package let arr: Money?
  package let health: Sentiment?
  package let healthScore: Double?
  package let renewalDate: Day?
  package let tamName: String?
  package let openCTAs: Int
  package let instances: Int
  package let unknownInstances: Int
}

extension Replica {
  /// The customer, its parents and everything below the topmost of them that the replica holds:
  /// each parent before its children, siblings by name.
  ///
  /// Parents outside the book are not in the replica; the topmost one then has a parent.
  package func family(of account: Account.ID) throws -> [FamilyMember] {
    let members = try file.read {
      try $0.all(familyOfCustomer, [account.stored]) { FamilyMember(&$0) }
    }
    return FamilyMember.tree(members)
  }
}

extension FamilyMember {
  /// Depth first; a member that is its own ancestor comes once.
  fileprivate static func tree(_ members: [FamilyMember]) -> [FamilyMember] {
    let children = Dictionary(grouping: members.filter { $0.depth > 0 }) { $0.parent }
    var seen: Set<Account.ID> = []
    var ordered: [FamilyMember] = []
    func add(_ member: FamilyMember) {
      guard seen.insert(member.id).inserted else { return }
      ordered.append(member)
      let below = children[member.id] ?? []
      below.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.forEach(add)
    }
    members.filter { $0.depth == 0 }.forEach(add)
    return ordered
  }

  fileprivate init(_ reader: inout ColumnReader) {
    id = reader.requiredID()
    name = reader.requiredText()
    parent = reader.id()
    depth = reader.requiredInteger()
    arr = reader.money()
    health = reader.choice()
    healthScore = reader.real()
    renewalDate = reader.day()
    tamName = reader.text()
    openCTAs = reader.requiredInteger()
    instances = reader.requiredInteger()
    unknownInstances = reader.requiredInteger()
  }
}

/// No family is deeper; a circle of parents ends there too.
private let familyDepthLimit = 20

/// Up to the topmost parent, then down to all below it.
let familyTree = """
  WITH RECURSIVE up (id, parent_id, height) AS (
    SELECT id, parent_id, 0 FROM account WHERE id = ?1
    UNION ALL
    SELECT a.id, a.parent_id, up.height + 1 FROM account a JOIN up ON a.id = up.parent_id
    WHERE up.height < \(familyDepthLimit)
  ), down (id, depth) AS (
    SELECT id, 0 FROM (SELECT id FROM up ORDER BY height DESC LIMIT 1)
    UNION ALL
    SELECT a.id, down.depth + 1 FROM account a JOIN down ON a.parent_id = down.id
    WHERE down.depth < \(familyDepthLimit)
  )
  """

private let familyOfCustomer = """
  \(familyTree)
  SELECT a.id, a.name, a.parent_id, d.depth, a.arr, a.currency, a.health, a.health_score,
    a.renewal_date, (SELECT u.name FROM user u WHERE u.id = a.tam_id),
    (SELECT count(*) FROM cta c WHERE c.account_id = a.id AND c.closed_date IS NULL),
    (SELECT count(*) FROM instance i WHERE i.account_id = a.id),
    (SELECT count(*) FROM instance i WHERE i.account_id = a.id
      AND (i.instance_type IS NULL OR i.instance_type = 'Unknown'))
  FROM down d JOIN account a ON a.id = d.id
  """
