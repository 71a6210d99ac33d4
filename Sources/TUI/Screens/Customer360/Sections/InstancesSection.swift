import CustomerSuccess
import ReplicaStore
import Terminal

/// The installations and namespaces of the customer with their versions, labeled in place.
struct InstancesSection: @MainActor CustomerSection {
  static let name = "instances"
  static let title: SafeText = "Instances"
  static let letter: Character = "i"
  static let group = CustomerSectionGroup.product

  static func count(in counts: CustomerCounts) -> Int? { counts.instances }

  /// Nil until it was read.
  var page: InstancesPage?

  func readings(of customer: Account.ID) -> [Load] {
    [Load(CustomerInstancesReading(id: customer))]
  }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let page = loaded.answer(to: CustomerInstancesReading(id: customer)) { self.page = page }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let page else { return SectionLine.loading(frame) }
    guard !page.rows.isEmpty else {
      return SectionLine.note(
        "No installation or namespace has been seen for this customer.", in: frame)
    }
    return page.rows.flatMap { row -> [SectionLine] in
      let id = row.id.rawValue
      let line = SectionLine.item(id, words: row.uuid ?? "") {
        $0.instanceLine(row, surroundings: frame.surroundings)
      }
      guard frame.isOpen(id) else { return [line] }
      let facts = Canvas.facts(of: row, type: row.type, surroundings: frame.surroundings)
      return [line]
        + SectionLine.details(of: id, facts.map { "\($0.0): \($0.1)" }, in: frame, role: .muted)
    }
  }

  /// `s` and `e` choose the label of what is marked or under the cursor.
  mutating func carryOut(_ request: SectionRequest, in frame: SectionFrame) -> [AppEffect]? {
    guard request.verb == .status || request.verb == .edit, let page else { return nil }
    let rows = page.rows.filter { request.items.contains($0.id.rawValue) }
    guard let first = rows.first else { return [.say("There is no instance to label.")] }
    if let reason = page.rights.refusal(first) { return [.warn(reason)] }
    guard case .text(let label) = request.value, let type = InstanceType(rawValue: label) else {
      let items = InstanceType.allCases.map { type in
        Menu.Item(
          title: Words.plain(type),
          effects: [
            .call(Self.request(.status, request.items, value: .text(type.rawValue)))
          ])
      }
      let title: SafeText =
        rows.count == 1
        ? SafeText(sanitizing: first.name, limit: 40) : "\(rows.count) instances"
      let selected = InstanceType.allCases.firstIndex(of: first.type) ?? 0
      return [.show(.menu(Menu(title: title, items: items, selected: selected)))]
    }
    let mutations = rows.filter { $0.type != type }.map { row in
      Mutation.labelInstance(LabelInstance(id: row.id, type: type))
    }
    guard !mutations.isEmpty else { return [.say("It is \(Words.plain(type)) already.")] }
    let many = "Labeled \(mutations.count) instances as \(type.rawValue)"
    return [.perform(mutations, label: mutations.count == 1 ? nil : many)]
  }
}

/// The installations and namespaces of one customer, the largest first.
nonisolated struct CustomerInstancesReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> InstancesPage {
    var filter = InstanceFilter()
    filter.account = id
    return InstancesPage(
      rows: try replica.instances(filter), rights: try LabelRights(replica))
  }
}

extension Canvas {
  /// Label, users, version, age of the ping, host.
  fileprivate mutating func instanceLine(_ row: InstanceRow, surroundings: Surroundings) {
    write(Words.plain(row.type), row: 0, role: row.type == .unknown ? .unknown : .text)
    let users: SafeText = row.billableUsers.map { "\($0)" } ?? "?"
    write(users.fitted(to: 6, alignment: .trailing), row: 0, column: 14)
    var column = 21
    if columns >= 50 {
      write(SafeText(sanitizing: row.version ?? "", limit: 8), row: 0, column: 21, role: .muted)
      let age = row.lastPing.map { Words.age($0, now: surroundings.now) } ?? "never"
      write(age.fitted(to: 7, alignment: .trailing), row: 0, column: 30, role: .muted)
      column = 38
    }
    let note: SafeText = row.isUnsent ? " unsent" : ""
    let room = max(columns - column - note.width, 0)
    let end = write(SafeText(sanitizing: row.name, limit: room), row: 0, column: column)
    write(note, row: 0, column: end, role: .marked)
  }
}
