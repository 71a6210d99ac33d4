import CustomerSuccess
import SyncEngine
import Terminal

@testable import ReplicaStore
@testable import TUI

extension Day {
  /// The day on which every test of the app happens, a Saturday.
  nonisolated static let sampleToday = Day(year: 2026, month: 11, day: 21) ?? Day(daysSinceEpoch: 0)
}

extension Surroundings {
  static func sample(rows: Int = 24, columns: Int = 80, glyphs: GlyphSet = .unicode) -> Self {
    Surroundings(
      today: .sampleToday, now: Instant(startOf: .sampleToday).adding(seconds: 36_000),
      me: User.ID("005ada"), team: "Blue", size: Size(rows: rows, columns: columns),
      glyphs: glyphs)
  }
}

extension SyncStatus {
  /// Online, everything sent, synced two minutes ago.
  static func sample(
    connection: Connection = .online, unsent: Int = 0, attention: Int = 0,
    syncedSecondsAgo: Int? = 120
  ) -> Self {
    SyncStatus(
      connection: connection, phase: .idle, unsentCount: unsent, oldestUnsent: nil,
      lastCheckpoint: syncedSecondsAgo.map { Surroundings.sample().now.adding(seconds: -$0) },
      needsAttentionCount: attention, corePosition: 1, bulkPosition: 1, lastError: nil,
      nextAttempt: nil, failedTries: 0, progress: nil, service: "https://tam.example",
      me: User.ID("005ada"),
      myName: "Ada")
  }
}

extension PortfolioRow {
  /// A customer with nothing remarkable about it.
  ///
  /// - Parameters:
  ///   - renewsIn: Days from today; negative when overdue.
  ///   - silentFor: Days since the last call.
  static func sample(
    _ name: String = "Acme", health: Double? = 80, renewsIn: Int? = 200, silentFor: Int? = 10,
    arr: Int64 = 120_000, open: Int = 0, overdue: Int = 0, tickets: Int = 0,
    utilization: Double? = 0.62, unknown: Int = 0, owner: String = "Ada Lovelace",
    isActive: Bool = true
  ) -> PortfolioRow {
    PortfolioRow(
      id: Account.ID(name), name: name, ownerID: User.ID("005ada"), ownerName: owner,
      health: health.map(ScoreBands.standard.color), healthScore: health,
      previousHealthScore: nil, arr: Money(minorUnits: arr * 100, currency: .usDollar),
      renewalDate: renewsIn.map { Day.sampleToday.adding(days: $0) },
      lastActivity: silentFor.map { Day.sampleToday.adding(days: -$0) }, lifecycle: .adoption,
      prioritization: .first, openCTAs: open, overdueCTAs: overdue, openTickets: tickets,
      stageCount: 4, licenseUtilization: utilization,
      utilizationTrend: [40, 45, 50, nil, 55, 58, 60, 62], unknownInstances: unknown,
      region: .emea, segment: .large, isPublicSector: false, isActive: isActive,
      originalContractDate: Day(year: 2020, month: 1, day: 1), onboardingStart: nil,
      onboardingEnd: nil, tamFirstAssigned: nil)
  }
}

extension Loaded {
  /// Customers as they come from the replica.
  nonisolated init(_ reading: PortfolioReading, _ rows: [PortfolioRow]) {
    self.init(reading, PortfolioSheet(rows, today: .sampleToday))
  }
}

extension AppState {
  /// The app on a portfolio, loaded.
  static func sample(
    _ rows: [PortfolioRow], surroundings: Surroundings = .sample(), sync: SyncStatus = .sample()
  ) -> AppState {
    var state = AppState(sync: sync, surroundings: surroundings)
    _ = state.update(.loaded(Loaded(PortfolioReading(book: .own), rows)))
    return state
  }

  /// Types keys one after the other, written as in a keymap; returns what they asked for.
  @discardableResult
  mutating func press(_ keys: String...) -> [AppEffect] {
    keys.flatMap { key in
      KeyPress(key).map { update(.input(.key($0))) } ?? []
    }
  }

  /// Types text letter by letter.
  @discardableResult
  mutating func type(_ text: String) -> [AppEffect] {
    text.flatMap { update(.input(.key(KeyPress(.character($0))))) }
  }

  /// What is on screen.
  mutating func text() -> String { draw().text }
}
