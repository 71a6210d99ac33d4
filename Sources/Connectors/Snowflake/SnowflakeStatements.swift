import Foundation

/// Has statements worked on, and reads their rows.
struct SnowflakeStatements: Sendable {
  let client: UpstreamClient
  let session: SnowflakeSession
  /// Whose absence or missing right is to be named.
  let table: SnowflakeTable
  /// A new id of a request.
  let requestID: @Sendable () -> String

  /// Ours is the later of the two ends: Snowflake stops the statement itself.
  private static let timeoutSeconds = 1_800
  private static let patienceSeconds = 1_860.0
  private static let firstPoll = Duration.milliseconds(500)
  private static let slowestPoll = Duration.seconds(10)
  /// A partition is some ten megabytes; what is larger than this is none.
  private static let partitionLimitBytes = 128 << 20
  /// A broken partition is asked for once more.
  private static let partitionTries = 2

  /// Runs a statement to its end; stops it in Snowflake when the task is cancelled.
  ///
  /// - Returns: What it gave, and its first partition.
  func run(
    _ statement: SnowflakeStatement
  ) async throws -> (result: SnowflakeResult, rows: SnowflakeRows) {
    var response = try await checked(client.send(request(statement)))
    let start = client.environment.now()
    var wait = Self.firstPoll
    while response.status == 202 {
      guard let handle = try response.json()["statementHandle"]?.text else {
        throw SnowflakeError.answer(place: "a statement", reason: "it has no handle")
      }
      guard client.environment.now().timeIntervalSince(start) < Self.patienceSeconds else {
        await cancel(handle)
        throw SnowflakeError.statementTooSlow(seconds: Self.timeoutSeconds, handle: handle)
      }
      do {
        try await client.environment.sleep(wait)
        response = try await checked(client.send(poll(handle)))
        guard response.status != 404 else { throw SnowflakeError.resultsGone(handle: handle) }
      } catch {
        if Task.isCancelled { await cancel(handle) }
        throw error
      }
      wait = min(wait * 2, Self.slowestPoll)
    }
    guard response.status == 200 else { throw client.refusal(response) }
    return try Self.parts(of: response)
  }

  /// The rows of a partition after the first.
  func partition(_ number: Int, of result: SnowflakeResult) async throws -> SnowflakeRows {
    var tried = 0
    while true {
      tried += 1
      let response = try await client.send(partition(number, result.handle))
      guard response.status != 404 else {
        throw SnowflakeError.resultsGone(handle: result.handle)
      }
      guard response.isSuccess else {
        throw SnowflakeAnswers.failure(response, of: table) ?? client.refusal(response)
      }
      do {
        let rows = try SnowflakeRows(response.body)
        let found = try rows.count()
        guard found != result.partitions[number] else { return rows }
        let announced = result.partitions[number]
        throw SnowflakeError.rowCount(partition: number, announced: announced, found: found)
      } catch {
        guard tried < Self.partitionTries else { throw Self.named(error, number) }
      }
    }
  }

  private static func named(_ error: any Error, _ partition: Int) -> any Error {
    guard let fault = error as? SnowflakeRows.Fault else { return error }
    return SnowflakeError.answer(place: "partition \(partition)", reason: "\(fault)")
  }

  private static func parts(
    of response: UpstreamResponse
  ) throws -> (result: SnowflakeResult, rows: SnowflakeRows) {
    do {
      let rows = try SnowflakeRows(response.body)
      let result = try SnowflakeResult(JSONValue(parsing: rows.bytesWithoutRows()))
      let found = try rows.count()
      guard let announced = result.partitions.first, announced != found else {
        return (result, rows)
      }
      throw SnowflakeError.rowCount(partition: 0, announced: announced, found: found)
    } catch let fault as SnowflakeRows.Fault {
      throw SnowflakeError.answer(place: "a statement", reason: "\(fault)")
    } catch let fault as JSONFault {
      throw SnowflakeError.answer(place: "a statement", reason: "\(fault)")
    }
  }

  private func checked(_ response: UpstreamResponse) throws -> UpstreamResponse {
    if let failure = SnowflakeAnswers.failure(response, of: table) { throw failure }
    return response
  }

  private func cancel(_ handle: String) async {
    var request = UpstreamRequest(
      .post, "/api/v2/statements/\(UpstreamRequest.percentEncoded(handle))/cancel",
      repeating: .unsafe)
    // Without one, though there is no body, Snowflake answers 415.
    request.headers = [("content-type", "application/json")]
    request.deadline = .seconds(5)
    let sent = request
    // A task of its own: the one that was cancelled cannot send anything any more.
    _ = await Task { [client] in
      // Snowflake stops the statement by itself in the end; there is nobody to tell.
      try? await client.send(sent)
    }.value
  }
}

extension SnowflakeStatements {
  private func request(_ statement: SnowflakeStatement) -> UpstreamRequest {
    let path =
      "/api/v2/statements?requestId=\(UpstreamRequest.percentEncoded(requestID()))"
      + "&async=true"
    var request = UpstreamRequest.json(
      .post, path, statement.body(session, seconds: Self.timeoutSeconds), repeating: .safe)
    // By the id Snowflake knows a request again, and does not run it twice.
    request.repeatedPath = "\(path)&retry=true"
    request.bodyLimitBytes = Self.partitionLimitBytes
    return request
  }

  private func poll(_ handle: String) -> UpstreamRequest {
    var request = UpstreamRequest.get(
      "/api/v2/statements/\(UpstreamRequest.percentEncoded(handle))")
    request.bodyLimitBytes = Self.partitionLimitBytes
    return request
  }

  private func partition(_ number: Int, _ handle: String) -> UpstreamRequest {
    var request = UpstreamRequest.get(
      "/api/v2/statements/\(UpstreamRequest.percentEncoded(handle))",
      [("partition", String(number))])
    request.bodyLimitBytes = Self.partitionLimitBytes
    return request
  }
}
