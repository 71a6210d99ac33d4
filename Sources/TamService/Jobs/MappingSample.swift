package import Connectors

extension JobRunner {
  /// Looks at live rows of Salesforce through the mapping of fields.
  ///
  /// - Parameter object: Nil for all that the mapping names.
  /// - Throws: ``ConnectionError/unmapped(path:name:objects:)``, or what is wrong with the connection.
  package func sample(of object: String?, rows: Int) async throws -> [SObjectSample] {
    let settings = try ConnectionFile(store.directory).settings(.salesforce)
    // A login that is renewed twice at once may be ended by the service.
    let fence = try Connector.salesforce.fence(in: folder)
    defer { withExtendedLifetime(fence) {} }
    let fields = try SalesforceFields(store.directory)
    let queries = fields.objects
      .filter { object == nil || $0.object.rawValue.lowercased() == object?.lowercased() }
      .compactMap { fields.query($0.object, watermark: nil) }
    guard object == nil || !queries.isEmpty else {
      throw ConnectionError.unmapped(
        path: "\(store.directory.path)/\(SalesforceFields.fileName)", name: object ?? "",
        objects: fields.objects.map(\.object.rawValue))
    }
    let connection = try salesforce(settings)
    var samples: [SObjectSample] = []
    for query in queries { samples.append(try await connection.sample(of: query, rows: rows)) }
    return samples
  }
}
