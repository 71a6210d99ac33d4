import SyncEngine

/// One answer to a pull, read beside whatever else happens.
struct PulledPage: Sendable {
  let request: PullRequest
  private let reading: Task<PullResponse, any Error>

  init(_ request: PullRequest, _ bytes: [UInt8]) {
    self.request = request
    self.reading = Task { try await Self.read(bytes) }
  }

  /// - Throws: `FrameError` when the answer is damaged.
  func response() async throws -> PullResponse {
    try await withTaskCancellationHandler {
      try await reading.value
    } onCancel: {
      reading.cancel()
    }
  }

  @concurrent
  private static func read(_ bytes: [UInt8]) async throws -> PullResponse {
    try PullResponse(decoding: bytes)
  }
}
