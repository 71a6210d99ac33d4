import CustomerSuccess
import Testing

@testable import ReplicaStore

@Suite struct PortfolioGroupTests {
  @Test func `groups stand in the order of their values, those without one last`() {
    let rows: [PortfolioRow] = [
      .sample("a", region: nil), .sample("b", region: .apac), .sample("c", region: .amer),
      .sample("d", region: .apac),
    ]
    let groups = PortfolioColumn.region.groups(of: rows)
    #expect(groups.map(\.name) == ["AMER", "APAC", nil])
    #expect(groups.map { $0.rows.map(\.name) } == [["c"], ["b", "d"], ["a"]])
  }

  @Test func `red comes first among healths`() {
    let rows: [PortfolioRow] = [
      .sample("g", score: 90), .sample("n", score: nil), .sample("r", score: 10),
      .sample("y", score: 60),
    ]
    #expect(PortfolioColumn.health.groups(of: rows).map(\.name) == ["Red", "Yellow", "Green", nil])
  }

  @Test func `quarters are fiscal and stand in time`() {
    let rows: [PortfolioRow] = [
      .sample("far", renewal: 300), .sample("soon", renewal: 3), .sample("never", renewal: nil),
    ]
    #expect(PortfolioColumn.quarter.groups(of: rows).map(\.name) == ["FY27-Q1", "FY27-Q4", nil])
  }

  @Test func `every customer stands in exactly one group`() {
    let rows: [PortfolioRow] = [
      .sample("a"), .sample("b", score: nil, region: nil), .sample("c", owner: nil),
    ]
    for column in PortfolioColumn.groupable {
      let grouped = column.groups(of: rows).flatMap(\.rows).map(\.name).sorted()
      #expect(grouped == ["a", "b", "c"], "\(column)")
    }
  }

  @Test func `money is never added up across currencies`() {
    let sums = PortfolioSums([
      .sample("a", arr: 100), .sample("b", arr: 50, currency: "EUR"), .sample("c", arr: 7),
      .sample("d", arr: nil), .sample("e", arr: 1_000, currency: "JPY"),
    ])
    #expect(sums.customers == 5)
    #expect(sums.arr.map(\.decimal) == ["107.00", "50.00", "100000"])
    #expect(sums.arr.map(\.currency.code) == ["USD", "EUR", "JPY"])
  }

  @Test func `an inactive customer is not at risk`() {
    let sums = PortfolioSums([
      .sample("a", score: 10), .sample("b", score: 10, isActive: false), .sample("c", score: 90),
    ])
    #expect(sums.atRisk == 1)
  }
}
