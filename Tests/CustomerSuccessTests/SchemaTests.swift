import CustomerSuccess
import Testing

@Suite struct SchemaTests {
  private static var columns: [(table: Table, column: Column)] {
    Schema.tables.flatMap { table in table.columns.map { (table, $0) } }
  }

  @Test func `no name is used twice`() {
    #expect(repeated(Schema.tables.map(\.name)) == [])
    for table in Schema.tables {
      #expect(repeated(table.columns.map(\.name)) == [], "columns of \(table.name)")
      #expect(repeated(table.columns.map(\.label)) == [], "labels of \(table.name)")
    }
  }

  @Test func `names are plain snake case and leave the stores' own columns free`() {
    let names = Schema.tables.map(\.name) + Self.columns.map(\.column.name)
    let odd = names.filter { name in
      let isPlain = name.utf8.allSatisfy {
        (97...122).contains($0) || $0 == 95 || (48...57).contains($0)
      }
      return !isPlain || name.hasPrefix("_") || name == "id" || name == "aside" || name.isEmpty
    }
    #expect(odd == [])
  }

  @Test func `indexes and searchable columns exist`() {
    for table in Schema.tables {
      for name in table.indexes.flatMap(\.self) + table.searchable {
        #expect(table.column(name) != nil, "\(table.name) has no column \(name)")
      }
      for name in table.searchable {
        let isText = [.text, .longText, .email, .url, .list].contains(table.column(name)?.type)
        #expect(isText, "\(table.name).\(name) is searched but is not text")
      }
    }
  }

  @Test func `every table has the column that its scope is read from`() {
    for table in Schema.tables {
      switch table.scope {
      case .account, .organization: break
      case .ofAccount:
        #expect(table.column("account_id")?.type == .reference("account"), "\(table.name)")
      case .ofUser:
        #expect(table.column("user_id")?.type == .reference("user"), "\(table.name)")
      case .operations:
        #expect(table.column("is_public_sector")?.type == .boolean, "\(table.name)")
      }
    }
  }

  @Test func `rows of an account can be found by the account`() {
    for table in Schema.tables where table.scope == .ofAccount {
      let isFound = table.indexes.contains { $0.contains("account_id") }
      #expect(isFound, "\(table.name) has no index on account_id")
    }
  }

  @Test func `references point to tables of the schema`() {
    for (table, column) in Self.columns {
      guard case .reference(let target) = column.type else { continue }
      #expect(Schema.table(target) != nil, "\(table.name).\(column.name) points to \(target)")
    }
  }

  @Test func `an account comes before what belongs to it`() throws {
    let names = Schema.tables.map(\.name)
    let account = try #require(names.firstIndex(of: "account"))
    for (position, table) in Schema.tables.enumerated() where table.scope == .ofAccount {
      #expect(position > account, "\(table.name) is sent before its account")
    }
  }

  @Test func `money stands beside its currency`() {
    for (table, column) in Self.columns where column.type == .money {
      #expect(table.column("currency") != nil, "\(table.name).\(column.name) has no currency")
    }
  }

  @Test func `columns of other systems name their source and are edited by nobody here`() {
    for (table, column) in Self.columns {
      let name = "\(table.name).\(column.name)"
      let origin = column.origin
      switch origin.owner {
      case .salesforce, .zendesk, .snowflake:
        #expect(origin.upstreamName?.isEmpty == false, "\(name) names no source")
        #expect(origin.editors == .nobody, "\(name) can be edited")
        #expect(origin.conflict == .upstreamWins, "\(name) is not settled by its source")
      case .computed:
        #expect(origin.editors == .nobody, "\(name) can be edited")
        #expect(origin.conflict == .upstreamWins, "\(name) is not settled by the service")
      case .shared:
        #expect(origin.upstreamName != nil && origin.pushedTo != nil, "\(name) has one side only")
      case .tamarack:
        #expect(origin.conflict != .upstreamWins, "\(name) has no rule for two edits")
      }
    }
  }

  @Test func `one source column fills one column of a table`() {
    for table in Schema.tables {
      let sources = table.columns.compactMap { column in
        column.origin.upstreamName.map { "\(column.origin.owner.rawValue) \($0)" }
      }
      #expect(repeated(sources) == [], "sources of \(table.name)")
    }
  }

  @Test func `choices fit into a list, where a semicolon separates`() {
    for (table, column) in Self.columns {
      guard case .choice(let values) = column.type else { continue }
      #expect(
        !values.isEmpty && !values.contains { $0.contains(";") || $0.isEmpty },
        "\(table.name).\(column.name)")
    }
  }

  @Test func `a table finds its columns by name`() {
    for table in Schema.tables {
      #expect(Schema.table(table.name) == table)
      for (position, column) in table.columns.enumerated() {
        #expect(table.position(of: column.name) == position)
      }
    }
    #expect(Schema.table("nothing") == nil)
    #expect(Account.table.column("nothing") == nil)
  }

  private func repeated(_ names: [String]) -> [String] {
    Dictionary(grouping: names, by: \.self).filter { $1.count > 1 }.keys.sorted()
  }
}
