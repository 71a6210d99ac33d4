import ArgumentParser
import CustomerSuccess
import TamService

struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Accounts that are gone from Salesforce, and what becomes of them here.",
    discussion: """
      An account on which something of ours hangs (its TAM, CTAs, plans, timeline) is merged into the \
      one that was kept; one without is deleted. One that is only missing may be hidden from our \
      user: look there first. Merging and deleting cannot be taken back.
      """,
    subcommands: [List.self, Merge.self, Delete.self, Dismiss.self, Readmit.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What waits for a decision: to merge, to delete, missing.")
    @Option(help: "Only one of \(DepartureQueue.choices).") var queue: DepartureQueue?
    @Flag(help: "Also those that somebody decided to leave alone.") var all = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let lines = try data.withStore { try AccountDesk($0).departed() }
        .filter { (queue == nil || $0.queue == queue) && (all || !$0.isDismissed) }
        .map(DepartedOutput.init)
      try output.write(lines)
    }
  }

  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give everything of an account that is gone to another; it cannot be taken back.",
      discussion: "Without --yes it only says what would be moved.")
    @Argument(help: "The account that is gone: its id or its name.") var account: String
    @Option(help: "The account that gets it; without, the one that Salesforce kept.")
    var into: String?
    @Flag(help: "Do it.") var yes = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let result = try data.withStore { store in
        let desk = AccountDesk(store)
        let loser = try desk.account(account)
        let winner = try into.map(desk.account) ?? desk.proposal(for: loser)
        return try DecisionOutput(
          desk, .mergeAccounts(MergeAccounts(loser: loser, winner: winner)), about: loser,
          isDone: yes)
      }
      try result.write(output, verb: "moved")
    }
  }

  struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Remove an account that is gone, for ever; refused while something of ours hangs on it.",
      discussion: "Without --yes it only says what would be removed.")
    @Argument(help: "Its id or its name.") var account: String
    @Flag(help: "Do it.") var yes = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let result = try data.withStore { store in
        let desk = AccountDesk(store)
        let id = try desk.account(account)
        return try DecisionOutput(
          desk, .removeAccount(RemoveAccount(account: id)), about: id, isDone: yes)
      }
      try result.write(output, verb: "removed")
    }
  }

  struct Dismiss: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Leave an account as it is, until something else becomes of it in Salesforce.")
    @Argument(help: "Its id or its name.") var account: String
    @Flag(help: "Ask about it again.") var undo = false
    @OptionGroup var data: DataOptions

    func run() throws {
      try data.withStore { store in
        let desk = AccountDesk(store)
        let edit = DismissDeparture(account: try desk.account(account), isDismissed: !undo)
        Output.message(try desk.apply(.dismissDeparture(edit)))
      }
    }
  }

  struct Readmit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let the next import bring an account again that was removed here.")
    @Argument(help: "Its id.") var account: String
    @OptionGroup var data: DataOptions

    func run() throws {
      try data.withStore { try AccountDesk($0).readmit(account) }
      Output.message("the next import of accounts may bring \(account) again")
    }
  }
}

extension DepartureQueue: ExpressibleByArgument {
  static var choices: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// An account that is gone, in a list.
struct DepartedOutput: OutputLine {
  static let titles = [
    "id", "name", "queue", "in Salesforce", "since", "kept there", "of ours", "left alone",
  ]

  let id: String
  let name: String
  let queue: String
  let departure: String
  let since: Instant?
  let mergedInto: String?
  let mergedIntoName: String?
  let tam: String?
  /// Rows by table.
  let dependencies: [String: Int]
  let dismissed: Bool
  /// The account that has what was ours of it.
  let mergedHereInto: String?
  private let words: String

  init(_ account: DepartedAccount) {
    id = account.id.rawValue
    name = account.name
    queue = account.queue.rawValue
    departure = account.departure.rawValue
    since = account.since
    mergedInto = account.winner?.rawValue
    mergedIntoName = account.winnerName
    tam = account.tamName
    dependencies = Dictionary(
      uniqueKeysWithValues: account.dependencies.rows.map { ($0.table.name, $0.rows) })
    dismissed = account.isDismissed
    mergedHereInto = account.absorbedBy?.rawValue
    words = account.dependencies.words(tamName: account.tamName)
  }

  var cells: [String] {
    let kept = [mergedIntoName, mergedInto].compactMap(\.self).joined(separator: " ")
    return [
      id, name, queue, departure, since.map { "\($0)" } ?? "", kept, words, dismissed ? "yes" : "",
    ]
  }

  private enum CodingKeys: String, CodingKey {
    case id, name, queue, departure, since, tam, dependencies, dismissed
    case mergedInto = "merged_into"
    case mergedIntoName = "merged_into_name"
    case mergedHereInto = "merged_here_into"
  }
}

/// What a decision did, or would do.
struct DecisionOutput: OutputLine {
  static let titles = ["done", "summary", "rows"]

  let done: Bool
  let summary: String
  /// By table.
  let rows: [String: Int]
  private let words: String

  init(
    _ desk: AccountDesk, _ mutation: Mutation, about account: Account.ID, isDone: Bool
  ) throws {
    let belongings = try desk.belongings(of: account)
    words = belongings.map { $0.table.counted($0.rows) }.joined(separator: ", ")
    rows = Dictionary(uniqueKeysWithValues: belongings.map { ($0.table.name, $0.rows) })
    summary = try desk.apply(mutation, isRehearsal: !isDone)
    done = isDone
  }

  var cells: [String] { [done ? "yes" : "no", summary, words] }

  func write(_ output: OutputOptions, verb: String) throws {
    let what = words.isEmpty ? "nothing else" : words
    let text =
      done
      ? "\(summary); \(verb): \(what)"
      : "would be done: \(summary); \(verb): \(what)\nnothing was changed: add --yes to do it"
    try output.write(self, text: text)
  }

  private enum CodingKeys: String, CodingKey { case done, summary, rows }
}
