import Foundation
import CustomerSuccess
import Support
import Terminal
import Testing

@testable import ReplicaStore
@testable import TUI

/// The screen at the top of the README is what the app draws.
@Suite struct ReadmeScreenTests {
  private let rows: [PortfolioRow] = [
    .sample(
      "Bright Pharmaceuticals", health: 32, renewsIn: 15, silentFor: 47, arr: 1_200_000, open: 2,
      overdue: 1, tickets: 2, utilization: 0.09, unknown: 2),
    .sample(
      "Pinnacle Mining", health: 35, renewsIn: 360, silentFor: 21, arr: 27_000, open: 1,
      tickets: 1, utilization: nil),
    .sample(
      "Vale Freight", health: 43, renewsIn: 137, silentFor: 16, arr: 3_700_000, open: 2,
      overdue: 1, tickets: 2, utilization: 0.1, unknown: 2),
    .sample(
      "株式会社さくらテクノロジー", health: 50, renewsIn: 275, silentFor: 4, arr: 72_000, open: 2,
      utilization: 0.61),
    .sample(
      "Obsidian Dynamics", health: 54, renewsIn: 296, silentFor: 52, arr: 66_000, open: 2,
      utilization: 0.53),
    .sample(
      "Meadow Research", health: 56, renewsIn: 264, silentFor: 76, arr: 33_000, open: 3,
      overdue: 1, tickets: 1, utilization: nil),
    .sample(
      "Silver Marine", health: 60, renewsIn: 108, silentFor: 40, arr: 190_000, open: 3,
      utilization: 0.61, unknown: 1),
    .sample(
      "Larch Farms", health: 67, renewsIn: 144, silentFor: 43, arr: 5_700_000, open: 1,
      tickets: 2, utilization: nil),
    .sample(
      "Ridge Construction", health: 72, renewsIn: 18, silentFor: 17, arr: 131_000, open: 2,
      utilization: 0.08, unknown: 1),
    .sample("Copper Logistics", health: 81, renewsIn: 61, silentFor: 9, arr: 48_000),
    .sample("Northwind Energy", health: 88, renewsIn: 230, silentFor: 3, arr: 410_000),
    .sample("Granite Software", health: 93, renewsIn: 330, silentFor: 12, arr: 96_000),
    .sample("Harbor Insurance", health: 96, renewsIn: 190, silentFor: 6, arr: 850_000),
  ]

  @Test func `the README begins with the Portfolio as it is`() throws {
    var state = AppState.sample(rows, surroundings: .sample(rows: 20, columns: 100))
    let lines = try Readme.text().components(separatedBy: "\n")
    let shown = lines.drop { !$0.hasPrefix("    ") }.prefix { $0.hasPrefix("    ") }
    expectScreen(
      state.draw(), reads: shown.map { String($0.dropFirst(4)) }.joined(separator: "\n"))
  }
}
