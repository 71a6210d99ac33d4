import CustomerSuccess
import ReplicaStore
import Terminal

extension Listing where Element == ActivityRow {
  /// One timeline entry per line; the notes are in JSON and CSV alone, where they have room.
  static let timeline = Listing([
    Column("id") { Datum($0.id) },
    Column("date", "Date") { Datum($0.day) },
    Column("type", "Type") { Datum($0.type) },
    Column("customer_id") { Datum($0.account) },
    Column("customer", "Customer") { .text($0.accountName) },
    Column("subject", "Subject") { .text($0.subject) },
    Column("author", "Author") { Datum($0.authorName) },
    Column("sentiment", "Sentiment") { Datum(color: $0.sentiment) },
    Column("meeting_type") { Datum($0.meetingType) },
    Column("notes") { .text($0.notes) },
    Column("attendees") { Datum($0.externalAttendees) },
    Column("colleagues") { Datum($0.internalAttendees.map(\.rawValue)) },
    Column("duration_minutes") { Datum($0.durationMinutes) },
    Column("requires_triage") { Datum($0.requiresTriage) },
    Column("milestone") { Datum($0.milestoneType) },
    Column("cta_id") { Datum($0.cta) },
    Column("created_at") { Datum($0.createdAt) },
    Column("edited_at") { Datum($0.editedAt) },
    Column("version_of") { Datum($0.siblingOf) },
    Column("unsent", "Unsent", shown: { $0.isUnsent ? "yes" : .empty }) { Datum($0.isUnsent) },
  ])
}
