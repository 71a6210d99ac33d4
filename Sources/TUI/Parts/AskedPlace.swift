import CustomerSuccess
import ReplicaStore
import Terminal

extension AppState {
  /// Goes where the answer to a question stands; the same words as `tam ask` takes.
  mutating func ask(_ text: String) -> [AppEffect] {
    let question: AskedQuestion
    do throws(AskProblem) {
      question = try AskedQuestion(text, today: surroundings.today)
    } catch {
      return [.warn(SafeText(sanitizing: error.description))]
    }
    switch question {
    case .help:
      let lines = AskedQuestion.forms.map { form in
        SafeText(sanitizing: "\(form.form): \(form.answer)")
      }
      return [
        .show(
          .question(
            Question(
              title: "What can be asked", lines: lines,
              answers: [.init(key: "q", title: "closes", effects: [])])))
      ]
    case .customers(var view, let figure):
      view.name = text
      screens = [screens[0]]
      let said: [AppEffect] = figure == .list ? [] : [.read(AskedFigure(view: view))]
      return [.call(.portfolio(.showView(view)))] + said
    case .ctas(nil, let types, let due):
      // One Cockpit is enough.
      if top is CockpitState { screens.removeLast() }
      return [.go(to: CockpitState(book: nil, words: Self.cockpitWords(types, due)))]
    case .ctas(let name?, _, _): return find(name, CockpitSection.name)
    case .section(let section, let name):
      return find(name, section == "health" ? "scorecard" : section)
    case .attribute(let words, let name):
      let wanted = words.lowercased()
      let section = CustomerSections.all.first { $0.title.text.lowercased() == wanted }
      if let section { return find(name, section.name) }
      guard let column = Account.table.columns.first(where: { $0.label.lowercased() == wanted })
      else { return [.warn("No attribute is called \(SafeText(sanitizing: words, limit: 40)).")] }
      return find(name, AttributesSection.name, item: column.name)
    }
  }

  private func find(_ name: String, _ section: String, item: String? = nil) -> [AppEffect] {
    let isThere = CustomerSections.all.contains { $0.name == section }
    return [
      .read(
        AskedCustomer(name: name, section: isThere ? section : SummarySection.name, item: item))
    ]
  }

  private static func cockpitWords(_ types: Set<CTAType>, _ due: AskedQuestion.Due?) -> String {
    var words: [String] = []
    if !types.isEmpty {
      words.append("type:" + types.map { $0.rawValue.lowercased() }.sorted().joined(separator: ","))
    }
    switch due {
    case nil: break
    case .today: words.append("due:today")
    case .overdue: words.append("due:overdue")
    case .week: words.append("due:week")
    }
    return words.joined(separator: " ")
  }
}

/// Finds the customer that a question names, and opens it where the answer stands.
nonisolated struct AskedCustomer: Inquiry {
  let name: String
  let section: String
  let item: String?

  var isQuick: Bool { true }

  /// Those that fit equally well; one when it is clear who is meant.
  func answer(from replica: Replica, today: Day) throws -> [CustomerMatch] {
    let matches = try replica.matchingCustomers(name, limit: 5)
    return matches.filter { $0.quality == matches.first?.quality }
  }

  @MainActor func effects(of matches: [CustomerMatch]) -> [AppEffect] {
    guard !matches.isEmpty else {
      return [.warn("No customer's name fits \(SafeText(sanitizing: name, limit: 40)).")]
    }
    let pages = matches.map {
      AppEffect.go(to: Customer360State(id: $0.id, section: section, item: item))
    }
    guard matches.count > 1 else { return [pages[0]] }
    let items = zip(matches, pages).map { match, page in
      Menu.Item(title: SafeText(sanitizing: match.name, limit: 50), effects: [page])
    }
    return [.show(.menu(Menu(title: "Which one?", items: items)))]
  }
}

/// How many customers a question is about, and what they pay together.
nonisolated struct AskedFigure: Inquiry {
  let view: PortfolioView

  var isQuick: Bool { true }

  static func == (left: Self, right: Self) -> Bool { left.view == right.view }

  func hash(into hasher: inout Hasher) { hasher.combine(view.filter) }

  func answer(from replica: Replica, today: Day) throws -> PortfolioSums {
    PortfolioSums(try replica.portfolio(view, today: today).rows)
  }

  @MainActor func effects(of sums: PortfolioSums) -> [AppEffect] {
    let count = Words.count(sums.customers, "customer", "customers")
    return [.say("\(count), \(Words.sums(sums.arr, width: 60)).")]
  }
}
