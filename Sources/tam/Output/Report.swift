import Terminal

/// A result that can be written in any form; only the form asked for is made.
struct Report {
  let json: () -> Datum
  let csv: () -> [UInt8]
  /// Cut to so many columns; nil when nothing needs to be cut.
  let table: (Int?) -> [SafeText]
}

extension Report {
  /// A list of things.
  init<Element>(_ elements: [Element], as listing: Listing<Element>) {
    self.init(
      json: { listing.objects(elements) }, csv: { listing.csv(elements) },
      table: { listing.table(elements, fitting: $0) })
  }

  /// One thing: a JSON object, a CSV of one line, or a line for each fact.
  init<Element>(one element: Element, as listing: Listing<Element>) {
    self.init(
      json: { listing.object(element) }, csv: { listing.csv([element]) },
      table: { _ in listing.page(element) })
  }
}

extension Output {
  func write(_ report: Report, _ format: OutputFormat) throws {
    switch format {
    // Indented on a terminal, where a person reads it.
    case .json: try write(JSONText.bytes(report.json(), isPretty: terminalColumns != nil))
    case .csv: try write(report.csv())
    case .table: try write(report.table(terminalColumns))
    }
  }

  func write<Element>(
    _ elements: [Element], as listing: Listing<Element>, _ format: OutputFormat
  ) throws {
    try write(Report(elements, as: listing), format)
  }

  func write<Element>(
    one element: Element, as listing: Listing<Element>, _ format: OutputFormat
  ) throws {
    try write(Report(one: element, as: listing), format)
  }
}
