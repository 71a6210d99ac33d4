import CustomerSuccess
import Support
import Testing

@Suite struct MutationPermissionTests {
  let world = MutationWorld()
  private let label = Mutation.closeCTA(CloseCTA(id: CTA.ID("risk"), status: .closedSuccess))

  @Test func `a viewer edits nothing`() throws {
    let refusal = try world.refusal(of: label, by: .vic)
    #expect(refusal.code == .notPermitted)
    #expect(
      refusal.reason == "your bundle View_Group may look but not edit: ask CS Ops for another")
  }

  @Test func `nobody without a bundle, deactivated or unknown edits`() throws {
    try world.set(User.table, "ada", User.bundle, nil)
    #expect(
      try world.refusal(of: label).reason
        == "you have no bundle, so you may look but not edit: ask CS Ops for one")
    for user in [User.ID.gone, User.ID("stranger")] {
      #expect(
        try world.refusal(of: label, by: user).reason
          == "your user \(user) is unknown or was deactivated: ask CS Ops to activate it")
    }
  }

  @Test func `the words for what only the service refuses`() {
    #expect(
      MutationRefusal.notInScope("Acme", account: .acme).description
        == """
        Acme is not in your book any more, so this edit was not made: copy the text, or ask the \
        customer's TAM to make it
        """)
    #expect(
      MutationRefusal.parentRejected(RowKey(CTA.table, "risk")).description
        == """
        this edit builds on the CTA risk, which could not be made: settle that one first, then \
        send this again
        """)
  }

  @Test func `only a log is append only`() {
    let log = Mutation.logActivity(
      LogActivity(id: Activity.ID("x"), account: .acme, fields: .call()))
    #expect(log.isAppendOnly)
    #expect(!label.isAppendOnly)
  }

  @Test func `the customer of an edit is known before it is applied`() throws {
    #expect(try label.account(in: world.rows) == .acme)
    let log = Mutation.logActivity(
      LogActivity(id: Activity.ID("x"), account: .globex, fields: .call()))
    #expect(try log.account(in: world.rows) == .globex)
    let draft = Mutation.discardDraft(DiscardDraft(id: ActivityDraft.ID("d")))
    #expect(try draft.account(in: world.rows) == nil)
  }
}
