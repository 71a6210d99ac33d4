/// A column together with the Swift type of its values.
package struct Field<T: StorableValue>: Sendable {
  package let column: Column

  package init(
    _ name: String, _ label: String, _ type: ColumnType, _ origin: Origin, unit: String? = nil
  ) {
    self.column = Column(name: name, label: label, type: type, origin: origin, unit: unit)
  }

  package var name: String { column.name }
}

extension Field where T == String {
  package init(_ name: String, _ label: String, _ origin: Origin) {
    self.init(name, label, .text, origin)
  }
}

extension Field where T == Int {
  package init(_ name: String, _ label: String, _ origin: Origin, unit: String? = nil) {
    self.init(name, label, .integer, origin, unit: unit)
  }
}

extension Field where T == Bool {
  package init(_ name: String, _ label: String, _ origin: Origin) {
    self.init(name, label, .boolean, origin)
  }
}

extension Field where T == Day {
  package init(_ name: String, _ label: String, _ origin: Origin) {
    self.init(name, label, .day, origin)
  }
}

extension Field where T == Instant {
  package init(_ name: String, _ label: String, _ origin: Origin) {
    self.init(name, label, .instant, origin)
  }
}

extension Field where T: Enumeration {
  package init(_ name: String, _ label: String, _ origin: Origin) {
    self.init(name, label, .choice(T.allCases.map(\.rawValue)), origin)
  }
}

extension Field {
  /// A column that holds the id of a row of another table.
  package init<Object: SyncedTable>(
    _ name: String, _ label: String, to object: Object.Type, _ origin: Origin
  ) where T == Identifier<Object> {
    self.init(name, label, .reference(Object.tableName), origin)
  }
}
