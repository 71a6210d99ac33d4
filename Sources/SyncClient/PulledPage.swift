import SyncEngine

/// One answer to a pull, asked for and read beside whatever else happens.
struct PulledPage: Sendable {
  let request: PullRequest
  /// Nil when there is nothing new.
  private let reading: Task<PullResponse?, any Error>

  init(_ request: PullRequest, from service: any SyncService) {
    self.request = request
    self.reading = Task { try await Self.read(request, service) }
  }

  /// The page after this one, asked for while this one is brought into the replica; nil after the
  /// last page.
  func next(after response: PullResponse, from service: any SyncService) -> PulledPage? {
    guard let resume = response.end.resume else { return nil }
    var request = request
    request.resume = resume
    request.epoch = response.begin.epoch
    return PulledPage(request, from: service)
  }

  /// Whether it is what the replica wants by now.
  ///
  /// The scopes it holds have grown by the page before; the service looks at them when a checkpoint
  /// begins.
  func answers(_ wanted: PullRequest) -> Bool {
    var request = request
    request.scopes = wanted.scopes
    request.repair = wanted.repair
    return request == wanted
  }

  /// - Throws: What asking or reading threw.
  func response() async throws -> PullResponse? {
    try await withTaskCancellationHandler {
      try await reading.value
    } onCancel: {
      reading.cancel()
    }
  }

  func cancel() { reading.cancel() }

  @concurrent
  private static func read(
    _ request: PullRequest, _ service: any SyncService
  ) async throws -> PullResponse? {
    guard let bytes = try await service.pull(request) else { return nil }
    return try PullResponse(decoding: bytes)
  }
}
