import CustomerSuccess
import ReplicaStore
import Terminal

/// Parents, siblings and children as a tree, each with what it and all below it come to.
struct HierarchySection: @MainActor CustomerSection {
  static let name = "hierarchy"
  static let title: SafeText = "Account Hierarchy"
  static let letter: Character = "h"
  static let group = CustomerSectionGroup.business

  static func count(in counts: CustomerCounts) -> Int? { counts.family }

  /// Each parent before its children; nil until it was read.
  var members: [FamilyMember]?

  func readings(of customer: Account.ID) -> [Load] { [Load(FamilyReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let members = loaded.answer(to: FamilyReading(id: customer)) { self.members = members }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let members else { return SectionLine.loading(frame) }
    var lines = members.map { line($0, members, in: frame) }
    if members.count == 1 {
      lines += SectionLine.note("It has neither parent nor children in your book.", in: frame)
    }
    if members.first?.parent != nil {
      lines += SectionLine.note(
        "The parent above is not in your book, so it is not here.", in: frame)
    }
    guard members.count > 1 else { return lines }
    lines.append(.heading("All together"))
    lines += totals(of: members[...]).map { .text($0) }
    return lines
  }

  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    guard request.verb == .open else { return nil }
    guard let item = request.item else { return [] }
    guard Account.ID(item) != frame.customer else {
      return [.say("This customer is on screen already.")]
    }
    return [.go(to: Customer360State(id: Account.ID(item)))]
  }

  private func line(
    _ member: FamilyMember, _ members: [FamilyMember], in frame: SectionFrame
  ) -> SectionLine {
    let below = descendants(of: member, in: members)
    let sum: SafeText =
      below.count > 1 ? "= \(SafeText.joined(arr(of: below), separator: " + "))" : ""
    return .item(member.id.rawValue) { $0.member(member, together: sum, in: frame) }
  }

  /// The member and everything below it.
  private func descendants(
    of member: FamilyMember, in members: [FamilyMember]
  ) -> ArraySlice<FamilyMember> {
    guard let start = members.firstIndex(where: { $0.id == member.id }) else { return [] }
    let rest = members[(start + 1)...]
    let end = rest.firstIndex { $0.depth <= member.depth } ?? members.count
    return members[start..<end]
  }

  /// One amount for each currency, the largest first.
  private func arr(of members: ArraySlice<FamilyMember>) -> [SafeText] {
    var sums: [Currency: Int64] = [:]
    for arr in members.compactMap(\.arr) {
      let sum = sums[arr.currency, default: 0].addingReportingOverflow(arr.minorUnits)
      sums[arr.currency] = sum.overflow ? .max : sum.partialValue
    }
    return sums.sorted { ($1.value, $0.key.code) < ($0.value, $1.key.code) }
      .map { Words.short(Money(minorUnits: $0.value, currency: $0.key)) }
  }

  private func totals(of members: ArraySlice<FamilyMember>) -> [SafeText] {
    func count(_ color: Sentiment?) -> Int { members.count { $0.health == color } }
    let instances = members.reduce(0) { $0 + $1.instances }
    let unknown = members.reduce(0) { $0 + $1.unknownInstances }
    let ctas = members.reduce(0) { $0 + $1.openCTAs }
    return [
      "ARR: \(SafeText.joined(arr(of: members), separator: " and "))",
      "Health: \(count(.red)) red, \(count(.yellow)) yellow, \(count(.green)) green, \(count(nil)) NA",
      "Instances: \(instances), of which \(unknown) Unknown",
      "Open CTAs: \(ctas)",
    ]
  }
}

extension Canvas {
  private static let memberColumns = [
    TableColumn("Name", minimum: 16, ideal: 24, priority: 9, isFlexible: true),
    TableColumn("Health", minimum: 5, ideal: 5, priority: 8),
    TableColumn("ARR", minimum: 9, ideal: 9, priority: 7, alignment: .trailing),
    TableColumn("Together", minimum: 9, ideal: 18, priority: 6),
    TableColumn("Renewal", minimum: 10, ideal: 10, priority: 5),
    TableColumn("TAM", minimum: 10, ideal: 16, priority: 2),
    TableColumn("CTAs", minimum: 7, ideal: 7, priority: 4),
    TableColumn("Instances", minimum: 9, ideal: 10, priority: 3),
  ]

  /// Its place in the tree, health, ARR, what it and all below come to, and what is open.
  fileprivate mutating func member(
    _ member: FamilyMember, together sum: SafeText, in frame: SectionFrame
  ) {
    let isHere = member.id == frame.customer
    let texts: [(SafeText, Role)] = [
      ("", .text), ("", .text), (member.arr.map(Words.short) ?? "no ARR", .text), (sum, .muted),
      (member.renewalDate.map(Words.plain) ?? "", .muted),
      (SafeText(sanitizing: member.tamName ?? "no TAM"), .muted),
      (member.openCTAs == 0 ? "" : Words.count(member.openCTAs, "CTA", "CTAs"), .muted),
      (member.unknownInstances == 0 ? "" : "\(member.unknownInstances) unknown", .watch),
    ]
    for place in TableLayout(Self.memberColumns, width: columns, gap: 1).columns {
      within(Rect(row: 0, column: place.column, rows: 1, columns: place.width)) { canvas in
        switch place.index {
        case 0: canvas.branch(member, isHere: isHere, glyphs: frame.glyphs)
        case 1: canvas.health(member.health, score: member.healthScore, glyphs: frame.glyphs)
        case 2: canvas.trailing(texts[2].0, role: texts[2].1)
        default:
          let (text, role) = texts[place.index]
          canvas.write(text.truncated(to: place.width), row: 0, role: role)
        }
      }
    }
  }

  private mutating func branch(_ member: FamilyMember, isHere: Bool, glyphs: GlyphSet) {
    let indent = 2 * min(member.depth, 6)
    if indent > 0 { write(glyphs.bottomLeft, row: 0, column: indent - 2, role: .border) }
    let mark: SafeText = isHere ? "\(glyphs.bullet) " : ""
    let start = write(mark, row: 0, column: indent, role: .title)
    let name = SafeText(sanitizing: member.name, limit: max(columns - start, 4))
    write(name, row: 0, column: start, role: isHere ? .title : .text)
  }
}

/// The customer among its parents and children.
nonisolated struct FamilyReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [FamilyMember] {
    try replica.family(of: id)
  }
}
