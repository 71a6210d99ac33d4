import CustomerSuccess
import Hummingbird
import SyncEngine

/// `POST /sync/v1/enroll` and `/renew`: a machine becomes a device of a person.
struct EnrollRoute: Sendable {
  /// A code and a name, with room to spare.
  private static let bodyLimit = 4 * 1_024

  private let enrollments: Enrollments
  private let bodies: BodyReader
  private let guesses: GuessLimit
  private let store: Store

  init(_ service: Service) {
    self.enrollments = service.enrollments
    self.bodies = service.bodies
    self.guesses = service.guesses
    self.store = service.store
  }

  func enroll(_ request: Request, context: ServiceContext) async throws -> Response {
    let body = try await bodies.decode(
      EnrollRequest.self, from: request, limit: Self.bodyLimit, channel: context.channel)
    try guesses.refuseWhenExhausted(at: store.now)
    do {
      let made = try await BlockingWork.run { try enrollments.redeem(body) }
      return try .object(made)
    } catch let refusal as EnrollmentRefusal {
      guesses.noteFailure(at: store.now)
      throw refusal
    }
  }

  func renew(_ request: Request, context: CallerContext) async throws -> Response {
    let body = try await bodies.decode(
      RenewRequest.self, from: request, limit: Self.bodyLimit, channel: context.channel)
    let caller = context.caller
    guard body.device == caller.device else {
      throw SyncFailure(.forbidden, "the token speaks for another device: log in again")
    }
    let made = try await BlockingWork.run { try enrollments.renew(body, by: caller) }
    return try .object(made)
  }
}
