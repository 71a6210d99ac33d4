import CustomerSuccess
import ReplicaStore
import Terminal

/// Finding what a person named on the command line.
extension Workplace {
  /// How many candidates are listed when a name is not clear.
  private static let candidateLimit = 10

  /// The one customer that `text` names: by id, by its whole name, or by a part that begins the words
  /// of one name only.
  ///
  /// - Throws: ``Problem`` when several fit, after listing them, and when none does.
  func customer(_ text: String) throws -> CustomerMatch {
    let matches = try replica.matchingCustomers(text)
    let named = matches.filter { $0.quality <= .exactName }
    if let only = named.first, named.count == 1 || only.quality == .id { return only }
    let clear = named.isEmpty ? matches.filter { $0.quality <= .words } : named
    if let only = clear.first, clear.count == 1 { return only }
    if clear.isEmpty {
      list(matches.prefix(3), heading: "perhaps you mean:")
      throw Problem.failed("no customer in your book is called \"\(text)\": try tam search")
    }
    list(clear.prefix(Self.candidateLimit), heading: "customers that fit:")
    throw Problem.usage(
      "\"\(text)\" is not clear: \(clear.count) customers fit; use the whole name or the id")
  }

  private func list(_ matches: some Sequence<CustomerMatch>, heading: SafeText) {
    let rows = matches.map {
      [SafeText(sanitizing: $0.id.rawValue), SafeText(sanitizing: $0.name)]
    }
    guard !rows.isEmpty else { return }
    output.say(heading)
    let table = TableText(heading: nil, alignments: [.leading, .leading], rows: rows)
    output.say(table.lines(fitting: nil).map { "  " + $0 })
  }

  /// The one colleague that `text` names: `me`, an id, an e-mail address or a name.
  func user(_ text: String) throws -> User.ID {
    if text == "me", let me = replica.me { return me }
    let wanted = text.lowercased()
    let fitting = try replica.users().filter { row in
      row.id == text || row[User.email]?.lowercased() == wanted
        || row[User.name]?.lowercased() == wanted
    }
    guard let user = fitting.first else {
      throw Problem.failed("no colleague is called \"\(text)\": use an e-mail address or an id")
    }
    guard fitting.count == 1 else {
      throw Problem.usage(
        "\(fitting.count) colleagues are called \"\(text)\": use an e-mail address or an id")
    }
    return User.ID(user.id)
  }

  func cta(_ id: String) throws -> CTADetail {
    guard let detail = try replica.cta(CTA.ID(id)) else {
      throw Problem.failed("there is no CTA \(id): tam cta list shows their ids")
    }
    return detail
  }

  func task(_ id: String) throws -> Row {
    guard let row = try replica.row(CTATask.table, id) else {
      throw Problem.failed("there is no task \(id): tam cta task list CTA shows their ids")
    }
    return row
  }
}
