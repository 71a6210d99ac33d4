import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct WorkQueryTests {
  private let today = ReplicaWorld.today

  @Test func `open calls to action come by due date, undated ones last`() throws {
    let world = try ReplicaWorld([
      .account("acme"), .cta("undated", of: "acme"), .cta("late", of: "acme", due: today),
      .cta("later", of: "acme", due: today.adding(days: 3)),
      .cta("done", of: "acme", due: today, closed: today),
    ])

    #expect(try world.replica.ctas().map(\.id.rawValue) == ["late", "later", "undated"])
    var closed = CTAFilter()
    closed.state = .closed
    #expect(try world.replica.ctas(closed).map(\.id.rawValue) == ["done"])
  }

  @Test func `what sleeps is left out when asked`() throws {
    var asleep = Row.cta("asleep", of: "acme", due: today)
    asleep[CTA.snoozedUntil] = today
    let world = try ReplicaWorld([.account("acme"), asleep, .cta("awake", of: "acme", due: today)])
    var filter = CTAFilter()
    filter.awakeOn = today

    #expect(try world.replica.ctas(filter).map(\.id.rawValue) == ["awake"])
    filter.awakeOn = today.adding(days: 1)
    #expect(try world.replica.ctas(filter).map(\.id.rawValue).count == 2)
  }

  @Test func `a call to action has its tasks in their order`() throws {
    let tasks = [("b", 2), ("a", 3), ("c", 1)].map { id, position in
      var task = Row(CTATask.table, id: id)
      task[CTATask.account] = Account.ID("acme")
      task[CTATask.cta] = CTA.ID("plan")
      task[CTATask.position] = position
      task[CTATask.status] = .open
      return task
    }
    let world = try ReplicaWorld([.account("acme"), .cta("plan", of: "acme")] + tasks)

    let detail = try #require(try world.replica.cta(CTA.ID("plan")))

    #expect(detail.tasks.map(\.id) == ["c", "b", "a"])
    #expect(detail.summary.taskCount == 3)
    #expect(detail.summary.openTaskCount == 3)
  }

  @Test func `the queue of unlabeled instances leaves labeled ones out`() throws {
    let world = try ReplicaWorld([
      .account("acme"), .account("his", tam: "bob"), .instance("new", of: "acme"),
      .instance("live", of: "acme", type: .production), .instance("theirs", of: "his"),
    ])
    var filter = InstanceFilter()
    filter.isUnknownOnly = true
    filter.book = .own

    #expect(try world.replica.instances(filter).map(\.id.rawValue) == ["new"])
  }

  @Test func `an instance names its TAM and its subscription`() throws {
    var subscription = Row(Subscription.table, id: "sub")
    subscription[Subscription.account] = Account.ID("acme")
    subscription[Subscription.name] = "A-S1"
    subscription[Subscription.plan] = "Ultimate"
    subscription[Subscription.quantity] = 500
    var instance = Row.instance("gitlab", of: "acme")
    instance[Instance.subscription] = Subscription.ID("sub")
    let world = try ReplicaWorld([.account("acme"), subscription, instance])

    let row = try #require(try world.replica.instance(Instance.ID("gitlab")))

    #expect(row.owner == ReplicaWorld.me)
    #expect(row.ownerName == "Ada")
    #expect(row.subscriptionName == "A-S1")
    #expect(row.plan == "Ultimate")
    #expect(row.subscriptionSeats == 500)
  }

  @Test func `customers are matched by id, name, beginning, words, letters`() throws {
    let world = try ReplicaWorld([
      .account("001", name: "Acme"), .account("002", name: "Acme Holding"),
      .account("003", name: "Great Acme"), .account("004", name: "A certain monument etc"),
      .account("005", name: "Müller"), .account("006", name: "株式会社日立"),
    ])

    let found = try world.replica.matchingCustomers("acme")
    #expect(found.map(\.id.rawValue) == ["001", "002", "003", "004"])
    #expect(found.map(\.quality) == [.exactName, .prefix, .words, .letters])
    #expect(try world.replica.matchingCustomers("003").first?.quality == .id)
    #expect(try world.replica.matchingCustomers("muller").first?.id.rawValue == "005")
    #expect(try world.replica.matchingCustomers("日立").map(\.id.rawValue) == ["006"])
    #expect(try world.replica.matchingCustomers("  ").isEmpty)
  }

  @Test func `the page of a customer names people, parent and unsent columns`() throws {
    var child = Row.account("child")
    child[Account.parent] = Account.ID("top")
    child[Account.accountOwner] = User.ID("bob")
    let world = try ReplicaWorld([.user("bob"), .account("top", name: "Top"), child])
    try world.replica.perform([
      .setAttribute(
        SetAttribute(
          table: Account.table, id: "child",
          change: FieldChange(Account.hosting, from: nil, to: .cloud)))
    ])

    let customer = try #require(try world.replica.customer(Account.ID("child")))

    #expect(customer.parentName == "Top")
    #expect(customer.userName(Account.accountOwner) == "Bob")
    #expect(customer.account[Account.hosting] == .cloud)
    #expect(customer.unsentColumns.contains("hosting"))
    #expect(!customer.unsentColumns.contains("name"))
    #expect(try world.replica.customer(Account.ID("top"))?.childCount == 1)
  }
}
