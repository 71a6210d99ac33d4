package import Logging
import SyncEngine

/// What the routes work with: the store, who may come in, and the rules of sync.
package struct Service: Sendable {
  package let store: Store
  package let logger: Logger
  let enrollments: Enrollments
  let devices: Devices
  let sync: SyncServer
  let bodies: BodyReader
  let guesses: GuessLimit

  /// - Parameters:
  ///   - randomness: for codes, tokens and ids.
  ///   - bodySeconds: how long a request's body may take to arrive.
  package init(
    store: Store, randomness: @escaping Randomness, logger: Logger,
    bodySeconds: Int = BodyReader.patienceSeconds
  ) throws {
    let seal = TokenSeal(key: try store.signingKey())
    self.store = store
    self.logger = logger
    self.enrollments = Enrollments(store, randomness: randomness)
    self.devices = Devices(store, logger: logger)
    self.sync = SyncServer(seal: seal.seal, open: seal.open)
    self.bodies = BodyReader(seconds: bodySeconds)
    self.guesses = GuessLimit()
  }
}
