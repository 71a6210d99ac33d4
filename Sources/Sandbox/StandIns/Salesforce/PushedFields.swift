import CustomerSuccess

extension SalesforceOrg {
  /// The fields that an administrator makes for what we write back.
  mutating func addPushedFields() {
    for object in PushedObject.allCases {
      for field in object.fields where tables[object.rawValue]?[field: field.usualName] == nil {
        tables[object.rawValue]?.fields.append(.init(field.usualName, field.kind))
      }
    }
    for name in ["Contact", "Task"] {
      let key = "Tamarack_ID__c"
      tables[name]?[field: key]?.isExternalID = true
      tables[name]?[field: key]?.isUnique = true
    }
    tables["Account"]?[field: "Technical_Account_Manager__c"]?.kind = .reference
    tables["Account"]?[field: "GS_Summary__c"]?.length = 32_768
    tables["Task"]?[field: "Description"]?.length = 32_000
  }
}

extension PushedField {
  fileprivate var kind: SObjectTable.Field.Kind {
    switch source {
    case .lastContact: .date
    case .numberOfPlans: .double
    case .measure, .productUsage, .healthColorCode, .referenceStatus, .key, .constant: .string
    case .column(let column):
      switch column.type {
      case .boolean: .boolean
      case .day: .date
      case .integer, .real, .ratio, .money: .double
      default: .string
      }
    }
  }
}
