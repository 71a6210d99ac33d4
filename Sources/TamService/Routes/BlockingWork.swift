import Dispatch

/// Runs what waits for a disk on threads of its own, away from the few that carry all requests.
enum BlockingWork {
  private static let queue = DispatchQueue(
    label: "TamService.blocking", qos: .userInitiated, attributes: .concurrent)

  static func run<T: Sendable>(
    _ body: @escaping @Sendable () throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: body)) }
    }
  }
}
