import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct PortfolioViewTests {
  private func reread(_ view: PortfolioView) -> (
    view: PortfolioView, problems: [PortfolioView.Problem]
  ) {
    PortfolioView.read(
      name: view.name,
      Dictionary(view.values.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }

  @Test func `what is written is read again`() {
    let views =
      PortfolioView.shipped + [
        PortfolioView(
          name: "Mine", book: .team("East: Coast"), columns: [.arr, .customer],
          order: PortfolioOrder(column: .plan, isReversed: true), group: .team, filter: "a \"b c\""),
        PortfolioView(name: "Hers", book: .user(User.ID("005x")), columns: []),
      ]
    for view in views {
      let (again, problems) = reread(view)
      #expect(again == view)
      #expect(problems.isEmpty)
    }
  }

  @Test func `what this version does not know is named and left out`() {
    let (view, problems) = PortfolioView.read(
      name: "Odd",
      [
        "columns": .many(["arr", "karma"]), "sort": .one("karma"), "group": .one("arr"),
        "book": .one("library"), "colour": .one("red"), "filter": .one("acme"),
      ])
    #expect(view.columns == [.arr])
    #expect(view.order == PortfolioOrder())
    #expect(view.group == nil && view.book == nil)
    #expect(view.filter == "acme")
    #expect(
      problems == [
        .init(key: "book", words: "no book is called \"library\""),
        .init(key: "colour", words: "\"colour\" is no setting of a view"),
        .init(key: "columns", words: "no column is called \"karma\""),
        .init(key: "group", words: "nothing is grouped by \"arr\""),
        .init(key: "sort", words: "no column is called \"karma\""),
      ])
  }

  @Test func `a view lists what it shows in its order, with what hides the others`() throws {
    let world = try ReplicaWorld([
      .account("calm", score: 90), .account("bad", score: 20), .account("worse", score: 10),
      .account("his", tam: "bob", score: 5),
    ])
    let view = PortfolioView(
      name: "", order: PortfolioOrder(column: .health, isReversed: true), filter: "health:<50")
    let shown = try world.replica.portfolio(view, today: ReplicaWorld.today)
    #expect(shown.rows.map(\.id.rawValue) == ["bad", "worse"])
    #expect(shown.hidden == [PortfolioSheet.Hidden(term: "health:<50", count: 1)])
  }

  @Test func `an order is typed as a column, with a minus sign for the other way`() throws {
    #expect(try PortfolioOrder(typed: "ARR") == PortfolioOrder(column: .arr))
    #expect(
      try PortfolioOrder(typed: "-renewal") == PortfolioOrder(column: .renewal, isReversed: true))
    #expect(throws: PortfolioFilter.Problem.unknownColumn("karma")) {
      try PortfolioOrder(typed: "karma")
    }
    #expect(throws: PortfolioFilter.Problem.self) { try PortfolioOrder(typed: "-") }
  }

  @Test func `every shipped view has a filter that is understood`() {
    for view in PortfolioView.shipped {
      #expect(PortfolioFilter(view.filter).problems.isEmpty, "\(view.name)")
      #expect(PortfolioView.problem(inName: view.name) == nil, "\(view.name)")
    }
  }

  @Test(arguments: [
    "", ".hidden", "a/b", "a\u{0}b", "../up", "x\n", String(repeating: "x", count: 101),
  ])
  func `a name that is no file's is refused`(name: String) {
    #expect(PortfolioView.problem(inName: name) != nil)
  }
}
