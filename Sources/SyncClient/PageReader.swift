import SyncEngine

/// The pages of one checkpoint, asked for ahead of the replica that takes them.
///
/// A page is asked for as soon as the one before it has arrived, so that the service makes one,
/// another is read and a third goes into the replica at the same time.
struct PageReader: Sendable {
  /// Pages that are asked for or wait, beside the one that was taken: each is some megabytes.
  private static let pagesAhead = 2

  /// What the next page answers.
  private(set) var request: PullRequest
  private let pages: AsyncThrowingStream<PulledPage, any Error>
  /// One for each page that may be asked for.
  private let permits: AsyncStream<Void>.Continuation
  private let asking: Task<Void, Never>

  init(_ request: PullRequest, from service: any SyncService) {
    let (pages, arrival) = AsyncThrowingStream<PulledPage, any Error>.makeStream()
    let (permitted, permits) = AsyncStream<Void>.makeStream()
    for _ in 0..<Self.pagesAhead { permits.yield() }
    self.request = request
    self.pages = pages
    self.permits = permits
    self.asking = Task { await Self.ask(request, service, permitted, arrival) }
  }

  /// Whether the next page is what the replica wants by now.
  ///
  /// The scopes it holds have grown by the page before; the service looks at them when a checkpoint
  /// begins.
  func answers(_ wanted: PullRequest) -> Bool {
    var request = request
    request.scopes = wanted.scopes
    request.repair = wanted.repair
    return request == wanted
  }

  /// The next page; nil when there is nothing new.
  ///
  /// - Throws: What asking or reading threw.
  mutating func next() async throws -> PullResponse? {
    permits.yield()
    do {
      return try await withTaskCancellationHandler {
        var arrived = pages.makeAsyncIterator()
        let page = try await arrived.next()
        // A stream also ends when whoever waits for it is cancelled.
        try Task.checkCancellation()
        return try await page?.response()
      } onCancel: { [asking] in
        asking.cancel()
      }
    } catch {
      cancel()
      throw error
    }
  }

  /// Moves on to the page after that one; false after the last page.
  mutating func advance(past response: PullResponse) -> Bool {
    guard let resume = response.end.resume else { return false }
    request = request.following(epoch: response.begin.epoch, resume: resume)
    return true
  }

  func cancel() { asking.cancel() }

  @concurrent
  private static func ask(
    _ first: PullRequest, _ service: any SyncService, _ permitted: AsyncStream<Void>,
    _ arrival: AsyncThrowingStream<PulledPage, any Error>.Continuation
  ) async {
    var request = first
    do {
      for await _ in permitted {
        guard let bytes = try await service.pull(request) else { break }
        arrival.yield(PulledPage(request, bytes))
        guard let ends = PullEnds(of: bytes) else { break }
        request = request.following(epoch: ends.epoch, resume: ends.resume)
      }
      arrival.finish()
    } catch {
      arrival.finish(throwing: error)
    }
  }
}

extension PullRequest {
  /// Asks for the page after the one that this asks for.
  fileprivate func following(epoch: Int64, resume: String) -> PullRequest {
    var request = self
    request.epoch = epoch
    request.resume = resume
    return request
  }
}
