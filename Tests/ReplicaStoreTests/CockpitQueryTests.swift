import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct CockpitQueryTests {
  private let today = ReplicaWorld.today

  @Test func `mine are those I own, and those with an open task of mine`() throws {
    var his = Row.cta("his", of: "acme")
    his[CTA.owner] = User.ID("bob")
    var other = Row.cta("other", of: "acme")
    other[CTA.owner] = User.ID("bob")
    var task = Row(CTATask.table, id: "task")
    task[CTATask.account] = Account.ID("acme")
    task[CTATask.cta] = CTA.ID("his")
    task[CTATask.name] = "Mine to do"
    task[CTATask.owner] = ReplicaWorld.me
    let world = try ReplicaWorld([.account("acme"), .cta("own", of: "acme"), his, other, task])
    let rows = try world.replica.cockpit(.mine)
    #expect(Set(rows.map(\.id.rawValue)) == ["own", "his"])
    #expect(rows.first { $0.id.rawValue == "his" }?.nextTask?.name == "Mine to do")
  }

  @Test func `a logged call wakes what slept until one`() throws {
    let world = try ReplicaWorld([.account("acme"), .cta("c", of: "acme")])
    let acme = Account.ID("acme")
    let mark = try world.replica.snoozeFacts(of: acme).mark(of: .activityLogged)
    try world.replica.perform([
      .snoozeCTA(
        SnoozeCTA(
          id: CTA.ID("c"), until: today.adding(days: 90), reason: nil, event: .activityLogged,
          mark: mark))
    ])
    #expect(try world.replica.cockpit(.mine).first?.isAsleep(on: today) == true)
    try world.replica.perform([.log("call", of: "acme")])
    #expect(try world.replica.cockpit(.mine).first?.isAsleep(on: today) == false)
  }

  @Test func `a rehearsal says what would change and writes nothing`() throws {
    let world = try ReplicaWorld([.user("bob"), .account("acme"), .cta("c", of: "acme")])
    let rehearsals = try world.replica.rehearse([
      .assignCTA(AssignCTA(id: CTA.ID("c"), owner: User.ID("bob"))),
      .assignCTA(AssignCTA(id: CTA.ID("gone"), owner: User.ID("bob"))),
    ])
    #expect(rehearsals[0].changes == [.init(label: "Owner", from: "Ada", to: "Bob")])
    #expect(rehearsals[1].refusal?.code == .missing)
    #expect(try world.replica.outbox().isEmpty)
    #expect(try world.replica.cta(CTA.ID("c"))?.summary.owner == ReplicaWorld.me)
  }

  @Test func `an open CTA with nearly the same name is a lookalike`() throws {
    let world = try ReplicaWorld([
      .account("acme"), .cta("c", of: "acme", name: "Renewal at risk"),
      .cta("d", of: "acme", name: "Plan the EBR"),
    ])
    let found = try world.replica.lookalikes(
      of: "Renewal risk", type: .risk, at: Account.ID("acme"))
    #expect(found.map(\.id.rawValue) == ["c"])
  }
}
