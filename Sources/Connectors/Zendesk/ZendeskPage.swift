/// One page of an export or of a list (connectors 4.2, 4.3).
struct ZendeskPage: Equatable {
  let records: [ZendeskRecord]
  /// Whether there is nothing behind it now.
  ///
  /// Links to a next page are set even then, so they say nothing.
  let isLast: Bool
  /// By which the next page of an export by cursor, or of a list, is asked for.
  let cursor: String?
  /// By which the next page of an export by time is asked for, in seconds since 1970.
  let endTime: Int64?

  /// - Throws: ``ZendeskError/page(_:reason:)`` when the answer is no page of that stream.
  init(_ answer: JSONValue, of stream: ZendeskStream) throws(ZendeskError) {
    guard let list = answer[stream.rawValue]?.list else {
      throw .page(stream, reason: "it has no list \"\(stream.rawValue)\"")
    }
    if let end = answer["end_of_stream"]?.boolean {
      isLast = end
    } else if let more = answer["meta"]?["has_more"]?.boolean {
      isLast = !more
    } else {
      throw .page(stream, reason: "it has neither \"end_of_stream\" nor \"meta.has_more\"")
    }
    cursor = answer["after_cursor"]?.text ?? answer["meta"]?["after_cursor"]?.text
    endTime = answer["end_time"]?.integer
    let metrics = Self.metrics(answer["metric_sets"]?.list ?? [])
    records = list.map { record in
      ZendeskRecord(Self.joined(record, metrics), of: stream)
    }
  }

  /// Metrics stand within their tickets in exports, and beside them in other answers.
  private static func metrics(_ sets: [JSONValue]) -> [Int64: JSONValue] {
    let pairs = sets.compactMap { set in set["ticket_id"]?.integer.map { ($0, set) } }
    return Dictionary(pairs, uniquingKeysWith: { _, last in last })
  }

  private static func joined(_ record: JSONValue, _ metrics: [Int64: JSONValue]) -> JSONValue {
    guard case .object(var members) = record, members["metric_set"] == nil,
      let id = members["id"]?.integer, let set = metrics[id]
    else { return record }
    members["metric_set"] = set
    return .object(members)
  }
}

/// One record of a page, cut down to what is kept of it.
struct ZendeskRecord: Equatable {
  /// Which state of which record it is; nil when it does not say.
  let mark: Mark?
  let content: JSONValue

  /// The same state of a record comes again where pages of an export by time meet.
  struct Mark: Hashable {
    let id: Int64
    /// `generated_timestamp` for a ticket; all that is kept of what has none, for `updated_at` does
    /// not move with every change.
    let stamp: String
  }

  init(_ record: JSONValue, of stream: ZendeskStream) {
    let reduced = stream.reduced(record)
    content = reduced
    mark = record["id"]?.integer.map { id in
      let generated = record["generated_timestamp"]?.integer.map(String.init)
      return Mark(id: id, stamp: generated ?? String(decoding: reduced.bytes, as: UTF8.self))
    }
  }

  private init(mark: Mark?, content: JSONValue) {
    self.mark = mark
    self.content = content
  }

  /// The same with one member more.
  func adding(_ number: Int64, as name: String) -> Self {
    guard case .object(var members) = content else { return self }
    members[name] = .number(String(number))
    return Self(mark: mark, content: .object(members))
  }

  /// As a line of the file that the import takes.
  var line: [UInt8] { content.bytes + [UInt8(ascii: "\n")] }
}
