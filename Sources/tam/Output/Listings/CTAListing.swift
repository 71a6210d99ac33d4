import CustomerSuccess
import ReplicaStore
import Terminal

extension Listing where Element == CTARow {
  static func ctas(today: Day) -> Listing {
    Listing([
      Column("id", "Id") { Datum($0.id) },
      Column("due_date", "Due") { Datum($0.dueDate) },
      Column("overdue", "Overdue", shown: { $0.isOverdue(on: today) ? "yes" : .empty }) {
        Datum($0.isOverdue(on: today))
      },
      Column("type", "Type") { Datum($0.type) },
      Column("priority", "Priority") { Datum($0.priority) },
      Column("status", "Status") { Datum($0.status) },
      Column("customer_id") { Datum($0.account) },
      Column("customer", "Customer") { .text($0.accountName) },
      Column("name", "Name") { .text($0.name) },
      Column("owner_id") { Datum($0.owner) },
      Column("owner", "Owner") { Datum($0.ownerName) },
      Column("reason") { Datum($0.reason) },
      Column("original_due_date") { Datum($0.originalDueDate) },
      Column("closed_date") { Datum($0.closedDate) },
      Column("playbook") { Datum($0.playbook) },
      Column("comments") { .text($0.comments) },
      Column("success_plan_id") { Datum($0.plan) },
      Column("important") { Datum($0.isImportant) },
      Column("snoozed_until", "Asleep until") { Datum($0.snoozedUntil) },
      Column("snooze_reason") { Datum($0.snoozeReason) },
      Column("tasks", "Tasks", .trailing) { Datum($0.taskCount) },
      Column("open_tasks", "Open", .trailing) { Datum($0.openTaskCount) },
      Column("created_at") { Datum($0.createdAt) },
      Column("unsent") { Datum($0.isUnsent) },
    ])
  }
}

extension CTARow {
  fileprivate func isOverdue(on today: Day) -> Bool {
    isOpen && (dueDate.map { $0 < today } ?? false)
  }
}

extension Listing where Element == Row {
  /// The steps of a CTA.
  static let tasks = Listing([
    Column("id", "Id") { .text($0.id) },
    Column("position", "No.", .trailing) { Datum($0[CTATask.position]) },
    Column("name", "Task") { Datum($0[CTATask.name]) },
    Column("status", "Status") { Datum($0[CTATask.status]) },
    Column("priority", "Priority") { Datum($0[CTATask.priority]) },
    Column("due_date", "Due") { Datum($0[CTATask.dueDate]) },
    Column("owner_id") { Datum($0[CTATask.owner]) },
    Column("description") { Datum($0[CTATask.details]) },
    Column("closed_date") { Datum($0[CTATask.closedDate]) },
  ])
}
