/// Where a customer is on its way with the product (methodology 5.1).
package enum LifecycleStage: String, Enumeration {
  case onboarding = "Onboarding"
  case implementation = "Implementation"
  case adoption = "Adoption"
  case optimizeAndGrow = "Optimize & Grow"
  /// Takes the account out of health reporting.
  case willChurn = "Will Churn"
}

/// How much of a TAM's time an account gets (methodology 5.1, 5.4).
package enum Prioritization: String, Enumeration {
  case first = "1"
  case second = "2"
  /// An unmanaged child account.
  case third = "3"
  /// Digital programs only.
  case fourth = "4"
}

/// Methodology 5.1.
package enum ConversionSource: String, Enumeration {
  case community = "Community conversion"
  case newCustomer = "New Customer"
  case existingNewTAM = "Existing - New TAM"
}

/// Methodology 5.1.
package enum Hosting: String, Enumeration {
  case onPremises = "Self-managed - on-premises"
  case cloud = "Self-managed - cloud"
  case hybrid = "Self-managed - hybrid"
  case gitlabDotCom = "GitLab.com"
  case both = "Self-managed and GitLab.com"
}

/// Who installed the product (methodology 5.1).
package enum Deployer: String, Enumeration {
  case customer = "Customer-deployed"
  case services = "GitLab services"
  case partner = "Partner services"
}

/// Methodology 5.1.
package enum Provider: String, Enumeration {
  case onPremise = "On-Premise"
  case aws = "AWS"
  case gcp = "GCP"
  case azure = "Azure"
  case gitlabDotCom = "GitLab.com"
  case multiCloud = "Multi-cloud"
  case other = "Other"
}

/// Methodology 5.1.
package enum SalesSegment: String, Enumeration {
  case large = "Large"
  case midMarket = "Mid-Market"
  case smb = "SMB"
  case publicSector = "PubSec"
}

/// Methodology 5.1; each group of regions has its own morning job.
package enum Region: String, Enumeration {
  case amer = "AMER"
  case latam = "LATAM"
  case emea = "EMEA"
  case apac = "APAC"
}

/// Whether the account is worked with (seed page on go-to-market rules).
package enum CompanyStatus: String, Enumeration {
  case active = "Active"
  case inactive = "Inactive"
}

/// What became of an account in Salesforce (connectors 3.6); one that is there has none.
package enum Departure: String, Enumeration {
  case deleted = "Deleted"
  case merged = "Merged"
  /// The account that was kept was deleted later.
  case mergedThenDeleted = "Merged, then deleted"
  /// In a circle, or into what nobody can see: a person has to look.
  case mergedUnclear = "Merged, unclear"
  /// Purged, or hidden from our user: nobody can tell, so it counts as neither.
  case missing = "Missing"

  /// Whether Salesforce itself says that the account is gone.
  package var isGone: Bool { self != .missing }

  /// Whether Salesforce says that another account was kept.
  package var isMerge: Bool {
    switch self {
    case .merged, .mergedThenDeleted, .mergedUnclear: true
    case .deleted, .missing: false
    }
  }
}

/// A known role of a contact (methodology 5.1); the full picklist is not public, so the last two
/// are our choice.
package enum ContactRole: String, Enumeration {
  case admin = "GitLab Admin"
  case developmentLead = "Dev Lead"
  case securityLead = "Security Lead"
  case executiveSponsor = "Executive Sponsor"
  case other = "Other"
}

/// Where sponsor tracking stands (methodology 8).
package enum SponsorStatus: String, Enumeration {
  case pending = "Pending"
  case matchFound = "Match Found"
  case tracked = "Tracked"
}

/// What a self-managed instance is used for (seed page on product usage data).
package enum InstanceType: String, Enumeration {
  case unknown = "Unknown"
  case production = "Production"
  case nonProduction = "Non-production"
  case obsolete = "Obsolete"
  case geoSecondary = "Geo secondary"
}

/// Methodology 5.1; blank means nobody has decided.
package enum HealthInclusion: String, Enumeration {
  case included = "Included"
  case optOut = "Opt-Out"
}

/// Where the product runs (mart column `delivery_type`).
package enum DeliveryType: String, Enumeration {
  case selfManaged = "Self-Managed"
  case saas = "SaaS"
}
