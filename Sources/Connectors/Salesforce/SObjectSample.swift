/// Some rows of an object as they are now, under the names of a mapping; nothing of it is stored.
package struct SObjectSample: Sendable {
  package struct Field: Sendable {
    /// As the import knows it.
    package let name: String
    /// The API name.
    package let source: String
    /// Salesforce's word for what it holds; nil for a field that is not there, or not for our user.
    package let type: String?
    /// One for each row; nil where it is empty.
    package let values: [String?]
  }

  package let object: String
  /// In the order of the mapping.
  package let fields: [Field]
}

extension SalesforceConnection {
  /// Looks at the rows that a query would bring.
  ///
  /// - Throws: ``SalesforceError/objectMissing(_:)``, ``UpstreamError``, or what a login throws.
  package func sample(of query: SObjectQuery, rows limit: Int) async throws -> SObjectSample {
    let description = try await describe(query.object)
    let found = query.fields.filter { description.has($0) }
    let soql = "SELECT \(found.joined(separator: ",")) FROM \(query.object) LIMIT \(limit)"
    let moments = Set(found.filter { description[$0]?.type == "datetime" })
    let rows = try await rows(soql, all: false).map { record in
      try CSVPage.cells(of: record, fields: found, moments: moments)
    }
    return SObjectSample(
      object: query.object,
      fields: query.fields.map { source in
        let place = found.firstIndex(of: source)
        return SObjectSample.Field(
          name: query.columnNames[source] ?? source, source: source,
          type: place.map { _ in description[source]?.type ?? "string" },
          values: rows.map { cells in
            place.flatMap { cells[$0] }.map { String(decoding: $0, as: UTF8.self) }
          })
      })
  }
}
