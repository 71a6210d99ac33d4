import Support
import Terminal
import Testing

@Suite struct LineChartTests {
  private let months: [SafeText] = ["06", "07", "08", "09", "10", "11"]
  private let users: [Double?] = [120, 180, nil, nil, 240, 400]
  private let licenses: [Double?] = [300, 300, nil, 300, 500, 500]

  @Test func `a line is interrupted where months are missing`() {
    expectScreen(
      drawn(LineChart([.init("Users", users)], steps: months)),
      reads: """
         ○ no data
        400 │                                 ⢀⡠●
            │                               ⢀⠔⠁
            │                             ●⠊⠁
        200 │         ●
            │   ●⠤⠔⠒⠊⠉
            │
            │
          0 └────────────────○─────○────────────────
               06    07     08    09     10    11
        """)
  }

  @Test func `two lines are told apart by their signs`() {
    let lines: [LineChart.Line] = [.init("Users", users), .init("Licenses", licenses)]
    expectScreen(
      drawn(LineChart(lines, steps: months)),
      reads: """
         ● Users  ◇ Licenses  ○ no data
        500 │                           ⣀⠔◇⠉⠉⠉⠉⠉◇
            │                         ⡠⠊       ⡠●
            │   ◇⣀⣀⣀⣀⣀◇            ◇⠔⠉      ⣀⠔⠉
            │                             ●⠊
            │     ⢀⣀⡠⠤●
            │   ●⠉⠁
            │
          0 └────────────────○──────────────────────
               06    07     08    09     10    11
        """)
  }

  @Test func `ascii says the same`() {
    let lines: [LineChart.Line] = [.init("Users", users), .init("Licenses", licenses)]
    expectScreen(
      drawn(LineChart(lines, steps: months), glyphs: .ascii),
      reads: """
         * Users  o Licenses  ? no data
        500 |                           .:o'''''o
            |                         .'       .*
            |   o.....o            o:'      .:'
            |                             *'
            |     ....*
            |   *''
            |
          0 +----------------?----------------------
               06    07     08    09     10    11
        """)
  }

  @Test func `an area is filled down to the axis`() {
    expectScreen(
      drawn(LineChart([.init("Users", [10, 40, 20, 80])], steps: [], isFilled: true)),
      reads: """
        100 │
            │                                 ⢀●
            │                               ⢀⣴⣿⡇
            │                             ⢀⣴⣿⣿⣿⡇
         50 │              ●⡀           ⣠⣾⣿⣿⣿⣿⣿⡇
            │          ⣀⣤⣶⣿⣿⣿⣿⣶⣦⣤⣄⣀   ⣠⣾⣿⣿⣿⣿⣿⣿⣿⡇
            │     ⢀⣠⣴⣾⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣷●⣿⣿⣿⣿⣿⣿⣿⣿⣿⡇
            │    ●⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⡇
          0 └───────────────────────────────────────
        """)
  }

  @Test func `where there is no room for axes a sparkline stands in`() {
    let chart = LineChart([.init("Users", users)], steps: months)
    expectScreen(drawn(chart, size: Size(rows: 2, columns: 20)), reads: "▁▃··▄█ Users")
  }

  @Test(
    arguments: [
      [], [nil], [0], [0, 0], [5], [.nan, .infinity], [-3, -1], [1e300, 2], [0.001, 0.002],
    ]
      as [[Double?]])
  func `every set of values can be drawn in every window`(values: [Double?]) {
    let steps = values.map { _ in "2026-11" as SafeText }
    let chart = LineChart([.init("Users", values)], steps: steps, isFilled: true)
    for rows in 0...12 {
      for columns in [0, 1, 10, 24, 30, 80] {
        _ = drawn(chart, size: Size(rows: rows, columns: columns))
      }
    }
  }

  @Test(arguments: [
    (top: 0.0, high: 1.0), (7, 8), (10, 10), (12, 15), (99, 100), (400, 400), (401, 600),
    (0.62, 0.8),
  ])
  func `marks stand at round numbers`(top: Double, high: Double) {
    let scale = ChartScale(covering: [top], marks: 4)
    #expect(scale.high == high)
    #expect(scale.marks.count <= 5)
    #expect(scale.share(top) <= 1)
  }

  private func drawn(
    _ chart: LineChart, glyphs: GlyphSet = .unicode, size: Size = Size(rows: 10, columns: 44)
  ) -> CellBuffer {
    var canvas = Canvas(size: size)
    canvas.chart(chart, glyphs: glyphs) { SafeText(sanitizing: String(Int($0))) }
    return canvas.buffer
  }
}
