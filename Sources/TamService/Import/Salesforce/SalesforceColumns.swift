import CustomerSuccess

/// Which column of a file fills which column of ours; made once a file.
struct SalesforceColumns {
  struct Link {
    /// Place in the record.
    let source: Int
    let sourceName: String
    /// Place in the row.
    let target: Int
    let column: Column
  }

  let object: SalesforceObject
  let links: [Link]
  /// Columns of the file that no column of ours takes: place and name.
  let unknown: [(position: Int, name: String)]
  /// All columns of the file.
  let names: Set<String>
  let id: Int
  private let required: [(position: Int, name: String)]
  private let isDeleted: Int?
  private let stamp: Int?
  private let currency: Int?
  private let defaultCurrency: Currency
  private let encoding: TextEncoding

  /// Columns with a meaning that is not a column of ours; the stamp is what rows are fetched by.
  private static let understood = ["Id", "IsDeleted", "CurrencyIsoCode", "SystemModstamp"]

  /// - Parameter defaultCurrency: Of amounts in files without `CurrencyIsoCode`, which
  ///   organizations with one currency write.
  init(_ table: CSVTable, of object: SalesforceObject, defaultCurrency: Currency) throws {
    let header = table.header
    try table.require(object.required)
    self.object = object
    links = object.table.columns.enumerated().compactMap { target, column in
      guard let name = object.source(of: column), let source = header.position(of: name) else {
        return nil
      }
      return Link(source: source, sourceName: name, target: target, column: column)
    }
    let known = Set(links.map(\.source) + Self.understood.compactMap(header.position(of:)))
    unknown = header.names.enumerated().filter { !known.contains($0.offset) }
      .map { (position: $0.offset, name: $0.element) }
    names = Set(header.names + links.map(\.sourceName))
    id = header.position(of: "Id") ?? 0
    required = object.required.compactMap { name in
      header.position(of: name).map { (position: $0, name: name) }
    }
    isDeleted = header.position(of: "IsDeleted")
    stamp = header.position(of: "SystemModstamp")
    currency = header.position(of: "CurrencyIsoCode")
    self.defaultCurrency = defaultCurrency
    self.encoding = table.encoding
  }

  /// A record in the terms of the schema.
  struct Reading {
    let id: String
    let isDeleted: Bool
    /// When anything changed it last in Salesforce; nil when the file does not say.
    var stamp: Instant?
    /// In the order of ``SalesforceColumns/links``; null where the cell is empty.
    var values: [Value]
    /// Unknown columns, and values that no column of ours can hold.
    var aside: AsideColumns
    /// Columns whose value went aside.
    var foreign: [String] = []

    /// Without a stamp nothing is known of its age.
    func isOlder(than moment: Instant?) -> Bool {
      guard let stamp, let moment else { return false }
      return stamp < moment
    }
  }

  /// - Throws: ``RowRejection`` with the reason for a person.
  func read(_ record: CSVRecord) throws(RowRejection) -> Reading {
    for (position, name) in required where record.fields[position].isEmpty {
      throw RowRejection("\(name) is empty")
    }
    let text = record.text(id, as: encoding) ?? ""
    do {
      var reading = Reading(
        id: try SalesforceID.normalized(text, prefix: object.idPrefix),
        isDeleted: try flag(isDeleted, record),
        stamp: stamp.flatMap { record.text($0, as: encoding) }.flatMap(SalesforceCell.instant),
        values: [], aside: .init())
      try fill(&reading, from: record)
      return reading
    } catch let error as SalesforceIDProblem {
      throw RowRejection(error.description)
    } catch let error as CellProblem {
      throw RowRejection(error.description)
    } catch {
      throw RowRejection("\(error)")
    }
  }

  private func fill(_ reading: inout Reading, from record: CSVRecord) throws(CellProblem) {
    let currency = try rowCurrency(record)
    reading.values.reserveCapacity(links.count)
    for link in links {
      guard let text = record.text(link.source, as: encoding) else {
        reading.values.append(.null)
        continue
      }
      let cell = try SalesforceCell.read(
        text, for: link.column, named: link.sourceName, in: currency)
      switch cell {
      case .value(let value): reading.values.append(value)
      case .aside:
        reading.values.append(.null)
        reading.aside[link.sourceName] = text
        reading.foreign.append(link.sourceName)
      }
    }
    for (position, name) in unknown {
      guard let text = record.text(position, as: encoding) else { continue }
      reading.aside[name] = text
    }
  }

  private func rowCurrency(_ record: CSVRecord) throws(CellProblem) -> Currency {
    guard let code = currency.flatMap({ record.text($0, as: encoding) }) else {
      return defaultCurrency
    }
    guard let currency = Currency(code: code) else {
      throw CellProblem(
        column: "CurrencyIsoCode", found: code, expected: "a currency code such as USD")
    }
    return currency
  }

  private func flag(_ position: Int?, _ record: CSVRecord) throws(CellProblem) -> Bool {
    guard let text = position.flatMap({ record.text($0, as: encoding) }) else { return false }
    guard let flag = SalesforceCell.boolean(text) else {
      throw CellProblem(column: "IsDeleted", found: text, expected: "true or false")
    }
    return flag
  }
}

/// Why one row is not imported; the others are.
struct RowRejection: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
