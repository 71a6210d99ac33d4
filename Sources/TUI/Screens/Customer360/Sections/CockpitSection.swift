import CustomerSuccess
import ReplicaStore
import Terminal

/// The CTAs of the customer that are open, most urgent first; objectives stand in the success plans.
struct CockpitSection: @MainActor CustomerSection {
  static let name = "cockpit"
  static let title: SafeText = "Cockpit"
  static let letter: Character = "c"
  static let group = CustomerSectionGroup.overview

  static func count(in counts: CustomerCounts) -> Int? { counts.openCTAs }

  /// Nil until it was read.
  var ctas: [CTARow]?

  func readings(of customer: Account.ID) -> [Load] { [Load(CustomerCTAReading(id: customer))] }

  mutating func take(_ loaded: Loaded, of customer: Account.ID) {
    if let ctas = loaded.answer(to: CustomerCTAReading(id: customer)) { self.ctas = ctas }
  }

  func lines(in frame: SectionFrame) -> [SectionLine] {
    guard let ctas else { return SectionLine.loading(frame) }
    guard !ctas.isEmpty else {
      return SectionLine.note("No CTA is open for this customer.", in: frame)
    }
    return ctas.flatMap { cta in
      let id = cta.id.rawValue
      let line = SectionLine.item(id, words: cta.comments) { $0.cta(cta, today: frame.today) }
      return frame.isOpen(id) ? [line] + details(of: cta, in: frame) : [line]
    }
  }

  func whyInquiry(of item: String) -> WhyInquiry? {
    ctas?.first { $0.id.rawValue == item }.map { .cta($0.id) }
  }

  private func details(of cta: CTARow, in frame: SectionFrame) -> [SectionLine] {
    var facts: [SafeText] = []
    if let status = cta.status { facts.append(Words.plain(status)) }
    if let priority = cta.priority { facts.append("priority \(Words.plain(priority))") }
    if let owner = cta.ownerName { facts.append(SafeText(sanitizing: owner, limit: 40)) }
    if cta.taskCount > 0 {
      facts.append("\(cta.taskCount - cta.openTaskCount) of \(cta.taskCount) tasks done")
    }
    if let day = cta.snoozedUntil { facts.append("asleep through \(Words.plain(day))") }
    let line = SafeText.joined(facts, separator: " \(frame.glyphs.separator) ")
    let comments = cta.comments.isEmpty ? [] : SafeText.lines(sanitizing: cta.comments)
    return SectionLine.details(of: cta.id.rawValue, [line], in: frame, role: .muted)
      + SectionLine.details(of: cta.id.rawValue, comments, in: frame)
  }
}

/// The open CTAs of one customer.
nonisolated struct CustomerCTAReading: Reading {
  let id: Account.ID
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [CTARow] {
    var filter = CTAFilter()
    filter.account = id
    return try replica.ctas(filter)
  }
}

extension Canvas {
  /// One line of the Cockpit: due date, type, name, whether it is sent.
  fileprivate mutating func cta(_ cta: CTARow, today: Day) {
    let isLate = cta.dueDate.map { $0 < today } ?? false
    write(cta.dueDate.map(Words.plain) ?? "no date", row: 0, role: isLate ? .risk : .text)
    if isLate { write("late", row: 0, column: 11, role: .risk) }
    write(cta.type.map(Words.plain) ?? "", row: 0, column: 16, role: .muted)
    let room = max(columns - 27 - (cta.isUnsent ? 7 : 0), 0)
    let end = write(SafeText(sanitizing: cta.name, limit: room), row: 0, column: 27)
    if cta.isUnsent { write(" unsent", row: 0, column: end, role: .marked) }
  }
}
