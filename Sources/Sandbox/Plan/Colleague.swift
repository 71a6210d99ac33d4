import CustomerSuccess

/// One colleague of the make-believe company.
struct Colleague: Sendable {
  let number: Int
  let person: Person
  let post: Post
  let team: String
  let region: Region
  let timeZone: String
  let manager: Int?
  let isCleared: Bool
  var isActive = true

  /// What someone is hired for.
  enum Post: Sendable {
    case administrator, manager, tam, owner, architect, sponsor

    var title: String {
      switch self {
      case .administrator: "Director, Customer Success Operations"
      case .manager: "Manager, Technical Account Managers"
      case .tam: "Technical Account Manager"
      case .owner: "Strategic Account Leader"
      case .architect: "Solutions Architect"
      case .sponsor: "Chief Customer Officer"
      }
    }

    var role: String {
      switch self {
      case .administrator: "CS Operations"
      case .manager: "TAM Manager"
      case .tam: "Technical Account Manager"
      case .owner: "Sales"
      case .architect: "Solutions Architecture"
      case .sponsor: "Executive"
      }
    }

    var bundle: Bundle {
      switch self {
      case .administrator: .administrator
      case .manager: .manager
      case .tam: .tam
      case .owner: .sales
      case .architect, .sponsor: .viewer
      }
    }
  }

  var id: String { RecordID.user(number) }
  var email: String { "\(person.mailbox)@tamarack.example" }
  /// Who may see accounts of the public sector is said by the role.
  var role: String { isCleared ? "\(post.role) (Public Sector)" : post.role }
}
