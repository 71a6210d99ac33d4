import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct PortfolioViewTests {
  private func reread(_ view: PortfolioView) -> (view: PortfolioView, problems: [String]) {
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
        "view \"Odd\": no book is called \"library\"",
        "view \"Odd\": \"colour\" is no setting of a view",
        "view \"Odd\": no column is called \"karma\"",
        "view \"Odd\": nothing is grouped by \"arr\"",
        "view \"Odd\": no column is called \"karma\"",
      ])
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
