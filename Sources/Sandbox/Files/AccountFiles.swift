import CustomerSuccess

/// `Account.csv`.
struct AccountFile: CompanyFile {
  static let name = "Account"
  static let columns =
    [
      "Id", "Name", "ParentId", "Type", "Sales_Segment__c", "Region__c", "Account_Owner_Team__c",
      "Industry", "NumberOfEmployees", "BillingCountry", "BillingCity", "Website",
      "CurrencyIsoCode", "ARR__c", "Next_Renewal_Date__c", "Customer_Since__c",
      "Support_Level__c", "Products_Purchased__c", "OwnerId", "Solutions_Architect__c",
      "Executive_Sponsor__c", "Zendesk_Organization_ID__c", "Time_Zone__c",
      "Technical_Account_Manager__c", "Referenceable_Customer__c", "GS_Lifecycle_Stage__c",
      "GS_TAM_Prioritization__c", "GS_Customer_Conversion_Source__c", "GS_Hosting__c",
      "GS_Deployer__c", "GS_Provider__c", "GS_Geo__c", "GS_High_Availability__c",
      "GS_First_Value_Date__c", "GS_Summary__c", "GS_Technology_Stack__c",
      "GS_Collaboration_Project__c", "GS_Triage_Issue_URL__c", "GS_Slack_Channel__c",
      "IsDeleted",
    ] + Bookkeeping.columns

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("attributes", account)
    return [
      identity(account) + attributes(account, &random) + [ExportText.flag(false)]
        + Bookkeeping.cells(created: account.since)
    ]
  }

  private func identity(_ account: AccountPlan) -> [String?] {
    let city =
      account.shape == .lineBreaks
      ? "\(account.place.city)\r\n2nd floor, \"left\"" : account.place.city
    let team = account.segment == .publicSector ? "Public Sector" : account.segment.rawValue
    return [
      account.writtenID, account.name, account.parent.map { RecordID.account($0 + 1) },
      account.type, account.segment.rawValue, account.region.rawValue, team, account.industry,
      ExportText.number(account.employees), account.place.country, city,
      "https://\(account.domain)", account.currency, "\(account.arr).0",
      account.renewal?.description, account.since.description,
      account.isUltimate ? "Priority" : "Standard",
      account.isUltimate ? "Ultimate" : "Premium", account.owner.id, account.architect?.id,
      account.prioritization == .first ? company.staff.sponsors.first?.id : nil,
      account.zendeskOrganization.map(String.init), account.place.zone, account.tam?.id,
      ExportText.flag(account.mood > 0.85),
    ]
  }

  private func attributes(_ account: AccountPlan, _ random: inout Random) -> [String?] {
    guard account.tam != nil else {
      return [account.lifecycle?.rawValue, account.prioritization?.rawValue]
        + Array(repeating: nil, count: 12)
    }
    let hosting: Hosting =
      account.isSaaS ? .gitlabDotCom : random.chance(0.5) ? .cloud : .onPremises
    let provider: Provider =
      account.isSaaS
      ? .gitlabDotCom
      : hosting == .onPremises ? .onPremise : random.pick([.aws, .gcp, .azure, .multiCloud])
    let hasValue = account.since.days(until: company.today) > 60
    let stack = ["Terraform", "Kubernetes", "Jira", "Vault", "Artifactory", "ServiceNow"]
      .filter { _ in random.chance(0.35) }
    return [
      account.lifecycle?.rawValue, account.prioritization?.rawValue,
      random.pick(ConversionSource.allCases).rawValue, hosting.rawValue,
      random.pick(Deployer.allCases).rawValue, provider.rawValue,
      ExportText.flag(!account.isSaaS && random.chance(0.2)),
      ExportText.flag(!account.isSaaS && random.chance(0.4)),
      hasValue ? account.since.adding(days: random.within(14...59)).description : nil,
      summary(account, &random), stack.isEmpty ? nil : stack.joined(separator: ";"),
      "https://projects.example/customers/\(account.index + 1)",
      account.mood < 0.3 ? "https://projects.example/triage/\(account.index + 1)" : nil,
      "#customer-\(account.index + 1)",
    ]
  }

  private func summary(_ account: AccountPlan, _ random: inout Random) -> String? {
    switch account.shape {
    case .escapeSequences, .bidirectionalControls: return HostileText.note
    case .lineBreaks: return "First line\r\nSecond \"line\", with a comma\n\nlast line"
    default:
      let topic = random.pick(Topic.all)
      let edition = account.isUltimate ? "Ultimate" : "Premium"
      return """
        \(account.industry) customer in \(account.place.city) on \(edition) with \(account.seats) \
        seats. \(random.pick(topic.remarks))
        """
    }
  }
}

/// `AccountHistory.csv`: who was the TAM before, written twice as Salesforce does.
struct AccountHistoryFile: CompanyFile {
  static let name = "AccountHistory"
  static let columns = [
    "Id", "AccountId", "Field", "OldValue", "NewValue", "CreatedDate", "CreatedById",
  ]

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    guard let tam = account.tam else { return [] }
    var random = company.random("history", account)
    let daysAsCustomer = account.since.days(until: company.today)
    let first = account.since.adding(days: min(daysAsCustomer, random.within(1...15)))
    guard daysAsCustomer > 400, random.chance(0.3) else {
      return change(account, 0, from: nil, to: tam, on: first)
    }
    let handover = first.adding(days: random.within(90...380))
    let former = company.staff.former
    return change(account, 0, from: nil, to: former, on: first)
      + change(account, 1, from: former, to: tam, on: handover)
  }

  private func change(
    _ account: AccountPlan, _ place: Int, from old: Colleague?, to new: Colleague, on day: Day
  ) -> [[String?]] {
    let values = [(old?.id, new.id), (old?.person.name, new.person.name)]
    return values.enumerated().map { form, pair in
      [
        RecordID.make("017", account.index * 4 + place * 2 + form + 1), account.id,
        "Technical_Account_Manager__c", pair.0, pair.1,
        ExportText.moment(day, secondOfDay: 36_000), company.staff.administrator.id,
      ]
    }
  }
}

/// `Contact.csv`.
struct ContactFile: CompanyFile {
  static let name = "Contact"
  static let columns =
    [
      "Id", "AccountId", "FirstName", "LastName", "Email", "Title", "GitLab_Role__c", "Phone",
      "HasOptedOutOfEmail", "Inactive_Contact__c", "LeadSource",
    ] + Bookkeeping.columns

  let company: CompanyPlan

  init(_ company: CompanyPlan) { self.company = company }

  func records(of account: AccountPlan) -> [[String?]] {
    var random = company.random("contact details", account)
    return ContactPlan.contacts(of: account, seed: company.seed).map { contact in
      let phone = "+1 555 \(random.within(1_000_000...9_999_999))"
      return [
        contact.id, account.writtenID, contact.person.firstName, contact.person.lastName,
        contact.email, contact.title, contact.role?.rawValue, random.chance(0.5) ? phone : nil,
        ExportText.flag(random.chance(0.08)), ExportText.flag(random.chance(0.05)),
        random.pick(["Web", "Event", "Partner", "Order approval"]),
      ] + Bookkeeping.cells(created: account.since)
    }
  }
}
