import CustomerSuccess

/// `User.csv`.
enum UserFile {
  static let name = "User"
  static let columns =
    [
      "Id", "Name", "Email", "Title", "UserRole.Name", "Division", "Department", "ManagerId",
      "IsActive", "TimeZoneSidKey", "GS_Bundle__c", "Username",
    ] + Bookkeeping.columns

  static func records(_ staff: Staff, hired: Day) -> [[String?]] {
    staff.all.map { colleague in
      [
        colleague.id, colleague.person.name, colleague.email, colleague.post.title, colleague.role,
        colleague.team, colleague.region.rawValue, colleague.manager.map(RecordID.user),
        ExportText.flag(colleague.isActive), colleague.timeZone, colleague.post.bundle.rawValue,
        colleague.email,
      ] + Bookkeeping.cells(created: hired)
    }
  }
}
