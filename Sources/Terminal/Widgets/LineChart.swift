/// Lines over equal steps in time, with axes: braille dots, or dots and quotes in ASCII.
///
/// A missing value interrupts its line and never counts as zero; the time axis marks where every
/// line is missing. Lines are told apart by the sign on each of their values, not by color alone.
package struct LineChart: Equatable, Sendable {
  package struct Line: Equatable, Sendable {
    package let name: SafeText
    /// One a step; nil is missing.
    package let values: [Double?]

    package init(_ name: SafeText, _ values: [Double?]) {
      self.name = name
      self.values = values
    }
  }

  /// The first ones stand out most; more than ``lineLimit`` cannot be told apart.
  package let lines: [Line]
  /// One a step, such as the month.
  package let steps: [SafeText]
  /// Whether the space below the first line is filled.
  package let isFilled: Bool

  package static let lineLimit = 4
  /// Below this size only a sparkline a line is drawn.
  package static let smallest = Size(rows: 5, columns: 24)

  package init(_ lines: [Line], steps: [SafeText], isFilled: Bool = false) {
    self.lines = Array(lines.prefix(Self.lineLimit))
    self.steps = steps
    self.isFilled = isFilled
  }

  var values: [Double] { lines.flatMap(\.values).compactMap { $0 }.filter(\.isFinite) }

  var stepCount: Int { max(steps.count, lines.map(\.values.count).max() ?? 0) }

  /// Steps at which no line has a value.
  var gaps: [Int] {
    (0..<stepCount).filter { step in
      lines.allSatisfy { $0.values.indices.contains(step) ? $0.values[step] == nil : true }
    }
  }
}

extension Canvas {
  /// Draws the chart into the whole window.
  ///
  /// - Parameter mark: The words beside a mark of the value axis.
  package mutating func chart(
    _ chart: LineChart, glyphs: GlyphSet = .unicode, mark: (Double) -> SafeText
  ) {
    guard rows >= LineChart.smallest.rows, columns >= LineChart.smallest.columns else {
      return sparklines(chart, glyphs: glyphs)
    }
    let needsLegend = chart.lines.count > 1 || !chart.gaps.isEmpty
    if needsLegend { legend(chart, glyphs: glyphs) }
    let body = bounds.splitTop(needsLegend ? 1 : 0).rest
    let plotRows = body.rows - 2
    let scale = ChartScale(covering: chart.values, marks: max(plotRows / 3, 1))
    let words = scale.marks.map(mark)
    let gutter = min(words.map(\.width).max() ?? 0, columns / 3) + 1
    within(body) { canvas in
      canvas.valueAxis(scale, words, plotRows: plotRows, gutter: gutter, glyphs: glyphs)
      let plot = Rect(
        row: 0, column: gutter + 1, rows: plotRows, columns: canvas.columns - gutter - 1)
      let places = LineChart.places(chart.stepCount, columns: plot.columns)
      canvas.within(plot) { $0.lines(chart, scale, places, glyphs: glyphs) }
      let foot = Rect(row: plotRows, column: gutter + 1, rows: 2, columns: plot.columns)
      canvas.within(foot) { $0.timeAxis(chart, places, glyphs: glyphs) }
    }
  }

  private mutating func sparklines(_ chart: LineChart, glyphs: GlyphSet) {
    for (row, line) in chart.lines.enumerated() {
      let spark = Charts.sparkline(line.values, glyphs: glyphs)
      let column = write(spark.prefix(cells: columns), row: row, role: .chart)
      write(line.name, row: row, column: column + 1, role: .muted)
    }
  }

  /// The sign of each line, and of a step without any value.
  private mutating func legend(_ chart: LineChart, glyphs: GlyphSet) {
    var column = 1
    if chart.lines.count > 1 {
      for (index, line) in chart.lines.enumerated() {
        write(glyphs.chartSign(index), row: 0, column: column, role: LineChart.role(index))
        column = write(line.name, row: 0, column: column + 2, role: .muted) + 2
      }
    }
    guard !chart.gaps.isEmpty else { return }
    write(glyphs.unknown, row: 0, column: column, role: .unknown)
    write("no data", row: 0, column: column + 2, role: .muted)
  }

  private mutating func valueAxis(
    _ scale: ChartScale, _ words: [SafeText], plotRows: Int, gutter: Int, glyphs: GlyphSet
  ) {
    for row in 0..<plotRows { write(glyphs.vertical, row: row, column: gutter, role: .border) }
    write(glyphs.bottomLeft, row: plotRows, column: gutter, role: .border)
    for (value, word) in zip(scale.marks, words) {
      // Zero is the line below; everything else stands in the rows above it.
      let row = value == 0 ? plotRows : LineChart.row(scale.share(value), rows: plotRows)
      let text = word.fitted(to: gutter - 1, alignment: .trailing)
      write(text, row: row, role: .muted)
    }
  }

  /// The line at the bottom with a sign at every gap, and below it as many steps as fit.
  private mutating func timeAxis(_ chart: LineChart, _ places: [Int], glyphs: GlyphSet) {
    write(glyphs.horizontal.repeated(columns), row: 0, role: .border)
    for step in chart.gaps {
      write(glyphs.unknown, row: 0, column: places[step] / 2, role: .unknown)
    }
    var free = columns
    // From the newest back, because that is what people look for.
    for (place, step) in zip(places, chart.steps).reversed() {
      let start = min(max(place / 2 - step.width / 2, 0), columns - step.width)
      guard start >= 0, start + step.width <= free else { continue }
      write(step, row: 1, column: start, role: .muted)
      free = start - 1
    }
  }

  private mutating func lines(
    _ chart: LineChart, _ scale: ChartScale, _ places: [Int], glyphs: GlyphSet
  ) {
    for (index, line) in chart.lines.enumerated().reversed() {
      var dots = DotGrid(size: size)
      let points = zip(places, line.values).map { place, value in
        value.flatMap { value in
          value.isFinite ? (x: place, y: dots.y(scale.share(value))) : nil
        }
      }
      for (left, right) in zip(points, points.dropFirst()) {
        guard let left, let right else { continue }
        dots.line(from: left, to: right, isFilled: chart.isFilled && index == 0)
      }
      draw(dots, role: LineChart.role(index), glyphs: glyphs)
      for case let point? in points {
        write(
          glyphs.chartSign(index), row: point.y / DotGrid.rowsInCell, column: point.x / 2,
          role: LineChart.role(index))
      }
    }
  }

  private mutating func draw(_ dots: DotGrid, role: Role, glyphs: GlyphSet) {
    for row in 0..<rows {
      for column in 0..<columns {
        let bits = dots.bits(row: row, column: column)
        guard bits != 0 else { continue }
        let sign = glyphs.drawsBraille ? DotGrid.braille(bits) : DotGrid.ascii(bits)
        write(sign, row: row, column: column, role: role)
      }
    }
  }
}

extension LineChart {
  /// Where each step stands, in dots from the left: the middle of its share of the width.
  static func places(_ count: Int, columns: Int) -> [Int] {
    (0..<count).map { step in (2 * step + 1) * columns / max(count, 1) }
  }

  /// The row of a value that stands so far up.
  static func row(_ share: Double, rows: Int) -> Int {
    Int(((1 - share) * Double(max(rows - 1, 0))).rounded())
  }

  static func role(_ index: Int) -> Role {
    let roles: [Role] = [.chart, .accent, .chartFaint, .muted]
    return roles[index % roles.count]
  }
}

extension GlyphSet {
  /// Whether the terminal is taken to show more than ASCII.
  var drawsBraille: Bool { horizontal.text.utf8.count > 1 }

  /// The sign on the values of a line.
  package func chartSign(_ index: Int) -> SafeText {
    let signs: [SafeText] = drawsBraille ? ["●", "◇", "▲", "□"] : ["*", "o", "x", "+"]
    return signs[index % signs.count]
  }
}
