import Foundation
import Support
import Testing

/// From one person's edit to another person's copy, through a real service.
@Suite struct TwoReplicasTests {
  @Test func `what a TAM logs offline shows up with a colleague after both have synced`()
    async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    let alex = try await company.home("alex", of: TestCompany.alex)
    try await company.stop()

    let id = try await robin.log("Logged on a plane")
    #expect(try await robin.subjects().contains("Logged on a plane"))
    let offline = try await robin.tam(["sync"])
    #expect(offline.status == .exited(4))
    #expect(offline.errors.contains("does not answer"), "\(offline.errors)")
    let waiting = try await robin.json("outbox")
    #expect(waiting.items.count == 1)
    #expect(
      waiting.shape == """
        acknowledged: flag
        customer: text
        customer_id: text
        edit: text
        id: text
        made_at: instant
        sequence: number
        summary: text
        """)

    try await company.start()
    #expect(try await robin.json("sync")["pushed"] == .number(1))
    #expect(try await robin.json("outbox").items.isEmpty)
    try await alex.do("sync")
    let seen = try await alex.json("timeline", "Raven Systems")
    let entry = try #require(seen.items.first { $0["id"] == .text(id) })
    #expect(entry["subject"] == .text("Logged on a plane"))
    #expect(entry["author"] == .text("Robin Vega"))
    #expect(entry["unsent"] == .flag(false))
  }

  @Test func `an edit taken back before it was sent leaves nothing behind`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    let alex = try await company.home("alex", of: TestCompany.alex)
    _ = try await robin.log("A slip")

    let undone = try await robin.json("undo")
    try await robin.do("sync")
    try await alex.do("sync")

    #expect(undone["label"]?.text?.contains("A slip") == true)
    #expect(try await !robin.subjects().contains("A slip"))
    #expect(try await !alex.subjects().contains("A slip"))
    let list = try await robin.json("undo", "--list")
    #expect(list.items.first?["undone"] == .flag(true))
    #expect(list.items.first?["id"]?.text != nil, "ids are text")
  }

  @Test func `a service killed while it takes edits applies each of them once`() async throws {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    let alex = try await company.home("alex", of: TestCompany.alex)
    let before = try await alex.subjects().count
    let subjects = (1...20).map { "Edit \($0)" }
    for subject in subjects { _ = try await robin.log(subject) }

    for _ in 1...3 {
      let size = company.logSize
      let sync = try ChildProcess(
        binary(named: "tam"), ["sync"],
        environment: ["TAM_HOME": robin.path, "TAM_NOW": TestCompany.now])
      // The first growth of its log says that the service is amid the edits.
      while company.logSize == size, !sync.hasSaidSomething { await Task.yield() }
      try await company.kill()
      _ = try await sync.waitForExit()
      try await company.start()
    }
    try await robin.do("sync")
    try await alex.do("sync")

    #expect(try await robin.json("outbox").items.isEmpty)
    #expect(try await robin.json("outbox", "attention").items.isEmpty)
    let seen = try await alex.subjects()
    for subject in subjects {
      #expect(seen.count { $0 == subject } == 1, "\(subject) is there more or less than once")
    }
    #expect(seen.count == before + subjects.count)
    try await company.tamd("check")
  }

  @Test func `an edit that the service refuses waits with the reason until it is dealt with`()
    async throws
  {
    let company = try await TestCompany()
    try await company.start()
    let robin = try await company.home("robin", of: TestCompany.robin)
    _ = try await robin.log("Not allowed any more")
    try await company.tamd("user", "bundle", TestCompany.robin, "viewer")

    let sync = try await robin.tam(["sync", "--json"])
    #expect(sync.status == .exited(3))
    #expect(sync.errors.contains("Not allowed any more"), "\(sync.errors)")
    let refused = try await robin.json("outbox", "attention")
    let item = try #require(refused.items.first)
    #expect(item["code"] == .text("not_permitted"))
    #expect(item["reason"]?.text?.isEmpty == false)
    #expect(item["summary"]?.text?.contains("Not allowed any more") == true)
    #expect(
      item.shape == """
        code: text
        customer: text
        customer_id: text
        edit: text
        id: text
        made_at: instant
        reason: text
        settled_at: instant
        summary: text
        """)
    #expect(try await !robin.subjects().contains("Not allowed any more"))
    let later = try await robin.tam(["sync"])
    #expect(later.status == .success, "what was refused before is no failure of this round")
    #expect(later.errors.contains("Not allowed any more"), "\(later.errors)")

    try await company.tamd("user", "bundle", TestCompany.robin, "tam")
    try await robin.do("outbox", "list")
    _ = try await robin.tam(["sync"])
    try await robin.do("outbox", "retry", try #require(item["id"]?.text))
    try await robin.do("sync")
    #expect(try await robin.json("outbox", "attention").items.isEmpty)
    #expect(try await robin.subjects().contains("Not allowed any more"))
  }
}

extension ChildProcess {
  /// A verb says something only at its end, whichever it is.
  fileprivate var hasSaidSomething: Bool { !output.isEmpty || !errors.isEmpty }
}
