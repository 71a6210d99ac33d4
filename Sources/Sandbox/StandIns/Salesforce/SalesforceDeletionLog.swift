import CustomerSuccess
import Foundation

/// What the log of deletions answers.
extension SalesforceOrg {
  private static let logDays = 15.0

  func deleted(_ request: StandInRequest, _ name: String, now: Date) -> StandInAnswer {
    guard let table = tables[name] else {
      return .failure(404, "NOT_FOUND", "The requested resource does not exist")
    }
    if request.rawQuery.contains("+") {
      return .failure(400, "INVALID_REPLICATION_DATE", "").blaming("a bare + in a date")
    }
    guard let start = moment(request.query["start"]), let end = moment(request.query["end"]),
      end.timeIntervalSince(start) > 60, end <= now
    else {
      return .failure(400, "INVALID_REPLICATION_DATE", "bad window")
        .blaming("a window that is none, or too short, or ahead")
    }
    let earliest = now.addingTimeInterval(-Self.logDays * 86_400)
    guard start >= earliest else {
      return .failure(400, "INVALID_REPLICATION_DATE", "startDate before the log begins")
    }
    let inBin = table.rows.filter { $0.value["IsDeleted"] == "true" }
      .compactMapValues { $0["SystemModstamp"] }
    let range = Self.stamp(start)..<Self.stamp(end)
    let records = inBin.merging(table.purged) { first, _ in first }
      .filter { range.contains($0.value) }.sorted { $0.key < $1.key }
      .map { id, date in
        StandInJSON.object([
          ("id", StandInJSON.text(id)),
          ("deletedDate", StandInJSON.text(date.dropLast() + "+0000")),
        ])
      }
    return .json(
      StandInJSON.object([
        ("deletedRecords", StandInJSON.list(records)),
        ("earliestDateAvailable", StandInJSON.text(Self.stamp(earliest).dropLast() + "+0000")),
        ("latestDateCovered", StandInJSON.text(Self.stamp(end).dropLast() + "+0000")),
      ]))
  }

  private func moment(_ text: String?) -> Date? {
    guard let text, text.contains("Z") || text.contains("+") else { return nil }
    let plain = text.replacing("+00:00", with: "Z")
    return Instant(plain).map { Date(timeIntervalSince1970: Double($0.microseconds) / 1e6) }
  }
}
