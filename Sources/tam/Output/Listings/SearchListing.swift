import CustomerSuccess
import ReplicaStore
import Terminal

extension Listing where Element == SearchHit {
  static let hits = Listing([
    Column("kind", "Kind") { .text($0.kind.word) },
    Column("id") { .text($0.id) },
    Column("customer_id") { Datum($0.account) },
    Column("customer", "Customer") { Datum($0.accountName) },
    Column("title", "Title") { .text($0.title) },
    Column("date", "Date") { Datum($0.day) },
    Column("snippet", "Where") { .text($0.snippet.map(\.text).joined()) },
    Column("matches") { hit in Datum(hit.snippet.filter(\.isMatch).map(\.text)) },
  ])
}

extension SearchHit.Kind {
  /// What people call it.
  fileprivate var word: String {
    switch self {
    case .customer: "customer"
    case .contact: "contact"
    case .instance: "instance"
    case .ticket: "ticket"
    case .plan: "success plan"
    case .cta: "cta"
    case .task: "task"
    case .activity: "activity"
    }
  }
}
