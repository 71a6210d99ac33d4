/// The monthly usage of one installation or namespace: months in ascending order, each with a value
/// per metric or none.
package struct UsageMonths: Hashable, Sendable {
  /// What is known of one month.
  package struct Month: Hashable, Sendable {
    /// The first day of the month.
    package let day: Day
    /// By ``UsageMetric/position``; nil is missing.
    ///
    /// Longer than ``UsageMetric/all`` when a newer version of Tamarack, which knew more metrics,
    /// packed it.
    package private(set) var values: [Int64?]

    /// A month without any value; any of its days names it.
    package init(_ day: Day) {
      self.init(day: day.firstOfMonth, values: [])
    }

    /// Missing values at the end may be left out.
    init(day: Day, values: [Int64?]) {
      self.day = day
      let missing = UsageMetric.all.count - values.count
      self.values = missing > 0 ? values + Array(repeating: nil, count: missing) : values
    }

    package subscript(_ metric: UsageMetric) -> Int64? {
      get { values[metric.position] }
      set { values[metric.position] = newValue }
    }
  }

  /// Ascending, no month twice.
  package private(set) var months: [Month]

  package init() { months = [] }

  /// Takes months in any order; of two for the same month the later in the list is kept.
  package init(_ months: some Sequence<Month>) {
    let newest = Dictionary(months.map { ($0.day, $0) }, uniquingKeysWith: { $1 })
    self.months = newest.values.sorted { $0.day < $1.day }
  }

  /// Takes months that are in order already.
  init(ascending months: [Month]) { self.months = months }

  /// The month that this day is in; nil when nothing is known of it.
  package func month(_ day: Day) -> Month? {
    let first = day.firstOfMonth
    let index = insertionIndex(first)
    return index < months.count && months[index].day == first ? months[index] : nil
  }

  /// The metric's value in every month of the series; nil where it is missing.
  ///
  /// Months that are not in the series are not in the answer either.
  package func values(of metric: UsageMetric) -> [(month: Day, value: Int64?)] {
    months.map { ($0.day, $0[metric]) }
  }

  /// Adds a month or replaces it whole, as each weekly ping overwrites the month it is in.
  package mutating func merge(_ month: Month) {
    let index = insertionIndex(month.day)
    if index < months.count, months[index].day == month.day {
      months[index] = month
    } else {
      months.insert(month, at: index)
    }
  }

  private func insertionIndex(_ day: Day) -> Int {
    var low = 0
    var high = months.count
    while low < high {
      let middle = (low + high) / 2
      if months[middle].day < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
