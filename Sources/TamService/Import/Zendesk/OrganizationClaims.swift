import CustomerSuccess

/// Which accounts carry the id of which organization of Zendesk.
///
/// The tickets of a merged organization are those of the one that is left of it, and so are the
/// accounts that still carry the old id, unless others carry the new one.
struct OrganizationClaims {
  /// An account that carries the id of a merged organization.
  struct Outdated: Equatable {
    let account: String
    let organization: Int64
    let winner: Int64
  }

  /// The accounts by the organization that they carry, each list by id.
  private let accounts: [Int64: [String]]
  private let winners: [Int64: Int64]
  /// By the word of CS Ops, which counts for more.
  private let given: [Int64: String]
  /// By account.
  let outdated: [Outdated]

  init(_ reader: StoreReader) throws {
    let winners = try Self.winners(reader)
    var accounts: [Int64: [String]] = [:]
    var outdated: [Outdated] = []
    for claim in try Self.carried(reader) {
      let (account, organization) = (claim.account, claim.organization)
      let winner = Self.last(of: organization, winners)
      if winner == organization {
        accounts[organization, default: []].append(account)
      } else {
        outdated.append(Outdated(account: account, organization: organization, winner: winner))
      }
    }
    let carried = Set(accounts.keys)
    for claim in outdated where !carried.contains(claim.winner) {
      accounts[claim.winner, default: []].append(claim.account)
    }
    self.accounts = accounts
    given = try Self.given(reader)
    self.winners = winners
    self.outdated = outdated
  }

  /// None for an organization that is nobody's; several have to be told apart by a person.
  func accounts(of organization: Int64) -> [String] {
    let last = Self.last(of: organization, winners)
    return (given[organization] ?? given[last]).map { [$0] } ?? accounts[last] ?? []
  }

  /// Those that carry the organization, whatever CS Ops said.
  func carriers(of organization: Int64) -> [String] {
    accounts[Self.last(of: organization, winners)] ?? []
  }

  /// Organizations that several accounts carry, by id.
  var contested: [(organization: Int64, accounts: [String])] {
    accounts.filter { $0.value.count > 1 && given[$0.key] == nil }.sorted { $0.key < $1.key }
      .map { (organization: $0.key, accounts: $0.value) }
  }

  private struct Claim: Hashable {
    let account: String
    let organization: Int64
  }

  private static func carried(_ reader: StoreReader) throws -> [Claim] {
    let sql = """
      SELECT id, zendesk_organization_id FROM account
      WHERE zendesk_organization_id IS NOT NULL ORDER BY id
      """
    let aliases = try AccountAliases(reader)
    let live = try reader.query(sql).compactMap { row -> (account: String, organization: String)? in
      guard let account = String(stored: row[0]), let organization = String(stored: row[1]) else {
        return nil
      }
      return (account, organization)
    }
    var claims: Set<Claim> = []
    for (account, text) in live + aliases.organizations {
      // What was of an account that was merged here is by now another's.
      guard let account = aliases.account(for: account),
        let organization = SalesforceCell.integer(text.filter { !$0.isWhitespace })
      else { continue }
      claims.insert(Claim(account: account, organization: organization))
    }
    return claims.sorted { ($0.account, $0.organization) < ($1.account, $1.organization) }
  }

  private static func given(_ reader: StoreReader) throws -> [Int64: String] {
    let aliases = try AccountAliases(reader)
    let sql = "SELECT id, account_id FROM support_organization WHERE account_id IS NOT NULL"
    var given: [Int64: String] = [:]
    try reader.forEach(sql) { row in
      guard let id = String(stored: row[0]).flatMap({ Int64($0) }),
        let account = String(stored: row[1]).flatMap(aliases.account)
      else { return }
      given[id] = account
    }
    return given
  }

  private static func winners(_ reader: StoreReader) throws -> [Int64: Int64] {
    let sql = "SELECT id, merged_into FROM zendesk_organization WHERE merged_into IS NOT NULL"
    var winners: [Int64: Int64] = [:]
    try reader.forEach(sql) { row in
      guard case .integer(let loser) = row[0], case .integer(let winner) = row[1] else { return }
      winners[loser] = winner
    }
    return winners
  }

  /// What is left over all merges; the organization itself when they run in a circle.
  private static func last(of organization: Int64, _ winners: [Int64: Int64]) -> Int64 {
    var seen: Set<Int64> = [organization]
    var last = organization
    while let winner = winners[last] {
      guard seen.insert(winner).inserted else { return organization }
      last = winner
    }
    return last
  }
}
