import Connectors
import CustomerSuccess
import Foundation
import Logging
import Rules
import Support
import Testing

@testable import TamService

@Suite struct RuleJobTests {
  private let world: World

  init() throws {
    world = try World(company: [
      SmallCompany.customer { $0[Account.renewalDate] = SmallCompany.day(100) },
      SmallCompany.activity(.call, -5) { _ in },
    ])
  }

  private var logger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

  private var runner: JobRunner {
    let clock = world.clock
    return JobRunner(
      store: world.store,
      upstream: UpstreamEnvironment(
        now: { clock.now.date }, sleep: { _ in }, random: { 0.5 }, log: logger),
      variables: [:], requestID: { UUID().uuidString })
  }

  private func run(_ name: String) async throws -> JobRun {
    try await runner.run(try #require(Job.named(name)))
  }

  @Test func `every chain is a job`() {
    let chains = Job.all.compactMap { job -> RuleChain? in
      if case .rules(let chain) = job.work { chain } else { nil }
    }
    #expect(Set(chains) == Set(RuleChain.allCases))
  }

  @Test func `a chain runs as a job, and its history has each rule`() async throws {
    let run = try await run("rules-ctas")
    #expect(run.state == .done)
    let rules = try world.rules.files.rules.ordered(.ctas)
    #expect(run.objects.map(\.object) == rules.map(\.id))
    let renewal = run.objects.first { $0.object == "cta-upcoming-renewal" }
    #expect(renewal?.inserted == 6, "a CTA with the five tasks of its playbook")
  }

  @Test func `running all chains twice changes nothing`() async throws {
    let chains = Job.all.filter { $0.connector == nil }
    for job in chains { _ = try await run(job.name) }
    let head = try world.store.read { try $0.head() }
    for job in chains {
      let again = try await run(job.name)
      #expect(again.counts.inserted + again.counts.updated == 0, "\(job.name)")
    }
    #expect(try world.store.read { try $0.head() } == head)
    #expect(try world.store.read { try $0.check() } == [])
  }

  @Test func `a rule that is held back makes the run one that was done in part`() async throws {
    try world.add(
      "load-test",
      """
      name: Load to Company - Test
      description: Writes a number into a calculated column of all, which is more than its limit.
      chain: Timeline
      limit: 1
      source: SELECT account_id AS id, 7 AS number FROM accounts
      actions:
        - load: {object: account, columns: {stage_count: number}}
      """)
    try world.save(.account("zeta"))
    let run = try await run("rules-timeline")
    #expect(run.state == .partial)
    #expect(run.notes.first?.hasPrefix("load-test: partial: held back: it would change 2") == true)
  }

  @Test func `chains run at their time without any connector, and two never at once`() async throws
  {
    let scheduler = try JobScheduler(runner, logger: logger)
    try await scheduler.look(after: nil)
    #expect(try JobRuns(world.store).history(limit: 1) == [])
    world.clock.advance(seconds: 86_400)
    try await scheduler.look(after: nil)
    let names = Set(try JobRuns(world.store).history(limit: 10).map(\.job))
    #expect(names.isSuperset(of: ["rules-admin-daily", "rules-ctas", "rules-timeline"]))

    let job = try #require(Job.named("rules-ctas"))
    let fence = try job.fence(in: runner.folder)
    await #expect(throws: JobRefusal.rulesRun) { try await runner.run(job) }
    withExtendedLifetime(fence) {}
  }
}
