import CustomerSuccess
import Foundation

/// Finds the account that an organization of Zendesk probably is, by its domains and its name.
///
/// A proposal and never more: two customers may have the same name.
struct NameLikeness {
  struct Proposal: Equatable {
    let account: String
    /// As a sentence.
    let reason: String
  }

  /// Addresses there say nothing of where somebody works.
  private static let freeMail: Set<String> = [
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com",
    "icloud.com", "gmx.de", "gmx.net", "web.de", "proton.me", "protonmail.com", "qq.com", "163.com",
  ]

  /// What companies are called behind their name.
  private static let legalForms: Set<String> = [
    "ab", "ag", "as", "asa", "bv", "co", "company", "corp", "corporation", "gmbh", "group",
    "holding",
    "holdings", "inc", "incorporated", "kg", "kk", "limited", "llc", "llp", "ltd", "nv", "oy",
    "plc",
    "pty", "sa", "sarl", "sas", "se", "spa", "srl", "the",
  ]

  /// Words in common over words in all, from which two names are alike.
  private static let enough = 0.5

  private var names: [String: String] = [:]
  private var wordsOf: [String: Set<String>] = [:]
  private var byWord: [String: [String]] = [:]
  private var byDomain: [String: Set<String>] = [:]

  init(_ reader: StoreReader) throws {
    let accounts = "SELECT id, name, website FROM account WHERE departure IS NULL ORDER BY id"
    try reader.forEach(accounts) { row in
      guard let id = String(stored: row[0]), let name = String(stored: row[1]) else { return }
      names[id] = name
      let words = Self.words(name)
      wordsOf[id] = words
      for word in words { byWord[word, default: []].append(id) }
      if let domain = String(stored: row[2]).flatMap(Self.domain(ofSite:)) { note(domain, id) }
    }
    let contacts = "SELECT account_id, email FROM contact WHERE email IS NOT NULL"
    try reader.forEach(contacts) { row in
      guard let id = String(stored: row[0]), names[id] != nil, let email = String(stored: row[1]),
        let at = email.lastIndex(of: "@")
      else { return }
      note(email[email.index(after: at)...].lowercased(), id)
    }
  }

  /// Nil when nothing fits, or several do as well.
  func proposal(name: String?, domains: [String]) -> Proposal? {
    for domain in domains.map({ $0.lowercased() }) {
      guard let accounts = byDomain[domain], accounts.count == 1, let account = accounts.first
      else {
        continue
      }
      return Proposal(
        account: account, reason: "\(names[account] ?? account) has addresses at \(domain)")
    }
    guard let name else { return nil }
    let words = Self.words(name)
    let candidates = Set(words.flatMap { byWord[$0] ?? [] })
    let ranked = candidates.map { (id: $0, score: likeness(words, wordsOf[$0] ?? [])) }
      .filter { $0.score >= Self.enough }.sorted { ($1.score, $0.id) < ($0.score, $1.id) }
    guard let best = ranked.first, ranked.count == 1 || ranked[1].score < best.score else {
      return nil
    }
    let how = best.score == 1 ? "the same" : "much the same"
    return Proposal(account: best.id, reason: "\(names[best.id] ?? best.id) is called \(how)")
  }

  private mutating func note(_ domain: String, _ account: String) {
    guard !Self.freeMail.contains(domain) else { return }
    byDomain[domain, default: []].insert(account)
  }

  private func likeness(_ one: Set<String>, _ other: Set<String>) -> Double {
    let all = one.union(other).count
    return all == 0 ? 0 : Double(one.intersection(other).count) / Double(all)
  }

  /// The words of a name without its legal form; all of them when nothing else is left.
  static func words(_ name: String) -> Set<String> {
    let all = Set(
      name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    let meaning = all.subtracting(legalForms)
    return meaning.isEmpty ? all : meaning
  }

  /// `acme.example` of `https://www.acme.example/de`.
  private static func domain(ofSite site: String) -> String? {
    var host = site.lowercased()
    if let scheme = host.range(of: "://") { host = String(host[scheme.upperBound...]) }
    host = String(host.prefix { $0 != "/" && $0 != ":" })
    if host.hasPrefix("www.") { host = String(host.dropFirst(4)) }
    return host.contains(".") ? host : nil
  }
}
