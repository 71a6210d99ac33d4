import CustomerSuccess
import ReplicaStore
import Terminal

extension PortfolioState {
  /// The marked customers in list order, or the one under the cursor.
  var targets: [Account.ID] { list.targets(in: ids) }

  /// Asks for the line of a CTA that each of the customers is to get.
  var ctaPrompt: [AppEffect] {
    guard !targets.isEmpty else { return [.say("There is no customer here.")] }
    let whom = Words.count(targets.count, "customer", "customers")
    return [
      .show(
        .prompt(
          Prompt(
            .words(
              for: .portfolio(.addCTA), label: "CTA for \(whom)",
              advice: "[type] [due] name !high, such as: risk fri Check the upgrade !high"))))
    ]
  }

  func addCTA(_ text: String, today: Day) -> PromptReply {
    let line = CTALine(text, today: today)
    guard line.customer == nil else {
      return .refused("It is for the customers marked: leave the name out.")
    }
    guard !line.name.isEmpty else { return .refused("Say what is to be done.") }
    return .done([.read(CustomersWork(accounts: targets, work: .addCTA(text)))])
  }

  var assignMenu: [AppEffect] {
    targets.isEmpty
      ? [.say("There is no customer here.")] : [.read(TAMChoice(accounts: targets))]
  }
}

/// The colleagues who may look after customers, to give some to one of them.
nonisolated struct TAMChoice: Inquiry {
  let accounts: [Account.ID]
  var isQuick: Bool { true }

  func answer(from replica: Replica, today: Day) throws -> [Colleague] {
    let users = try replica.users().filter { user in
      user[User.isActive] == true && (user[User.bundle]?.isTAM ?? false)
    }
    return users.map { user in
      Colleague(id: User.ID(user.id), name: user[User.name] ?? user.id, team: user[User.team])
    }
  }

  @MainActor func effects(of people: [Colleague]) -> [AppEffect] {
    let items = people.map { person in
      let team: SafeText =
        person.team.map { " \u{b7} \(SafeText(sanitizing: $0, limit: 20))" } ?? ""
      return item(SafeText(sanitizing: person.name, limit: 40) + team, person.id, person.name)
    }
    let count = Words.count(accounts.count, "customer", "customers")
    return [
      .show(
        .menu(
          Menu(
            title: "Give \(count) to", items: items + [item("(nobody)", nil, "nobody")],
            isSearched: true)))
    ]
  }

  @MainActor private func item(_ title: SafeText, _ tam: User.ID?, _ name: String) -> Menu.Item {
    let work = CustomersWork(accounts: accounts, work: .assign(tam, name: name))
    return Menu.Item(title: title, effects: [.read(work)])
  }
}

/// An edit of each of some customers, tried out so that a person sees what would change.
nonisolated struct CustomersWork: Inquiry {
  enum Work: Hashable {
    /// Nil leaves them without a TAM; the name is for the question.
    case assign(User.ID?, name: String)
    /// A line as the Cockpit takes it.
    case addCTA(String)
  }

  let accounts: [Account.ID]
  let work: Work

  /// A few hundred are tried within a frame or two.
  var isQuick: Bool { accounts.count <= 200 }

  func answer(from replica: Replica, today: Day) throws -> [Rehearsal] {
    let newID = replica.environment.newID
    return try replica.rehearse(
      accounts.map { account in
        switch work {
        case .assign(let tam, _):
          return .assignTAM(
            AssignTAM(account: account, tam: tam, history: TAMHistory.ID(newID())))
        case .addCTA(let text):
          let fields = CTALine(text, today: today).fields()
          return .addCTA(AddCTA(id: CTA.ID(newID()), account: account, fields: fields))
        }
      })
  }

  @MainActor func effects(of rehearsals: [Rehearsal]) -> [AppEffect] {
    let count = Words.count(accounts.count, "customer", "customers")
    let (title, label): (SafeText, SafeText) =
      switch work {
      case .assign(_, let name):
        (
          "Give \(count) to \(SafeText(sanitizing: name, limit: 30))?",
          "Gave \(count) to \(SafeText(sanitizing: name, limit: 30))"
        )
      case .addCTA: ("Add a CTA at \(count)?", "Added a CTA at \(count)")
      }
    return BulkPreview(title: title, label: label.text, mutations: []).effects(of: rehearsals)
  }
}
