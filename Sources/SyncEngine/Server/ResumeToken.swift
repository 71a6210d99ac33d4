import CustomerSuccess
import FoundationEssentials

/// Where a pull of several pages goes on: everything the service needs, so that it remembers nothing.
struct ResumeToken: Codable, Hashable {
  var device: Device.ID
  var epoch: Int64
  var lane: Lane
  /// The cursor that the whole pull started from; nil for a first snapshot.
  var cursor: Position?
  /// The present round over the scopes.
  var round: PullRound

  /// The content to be sealed.
  func encoded() throws -> [UInt8] { [UInt8](try JSONEncoder().encode(self)) }

  /// Nil when the content is none of ours.
  init?(decoding content: [UInt8]) {
    // The reason does not matter: the client starts the pull anew whatever it is.
    guard let token = try? JSONDecoder().decode(Self.self, from: Data(content)) else { return nil }
    self = token
  }

  init(device: Device.ID, epoch: Int64, lane: Lane, cursor: Position?, round: PullRound) {
    self.device = device
    self.epoch = epoch
    self.lane = lane
    self.cursor = cursor
    self.round = round
  }
}

/// One walk over the user's scopes in their order, in as many pages as it takes.
///
/// It sends what changed after ``base``. Scopes are read at different times, but whatever changes
/// after ``pin`` is sent again by the next round, so that the round that starts and ends in one
/// snapshot completes an exact picture of it (sync reference 2.6).
struct PullRound: Codable, Hashable {
  /// Counts from 1.
  var number: Int
  var base: Position
  /// The head when the round began.
  var pin: Position
  /// The last scope that is done; nil before the first.
  var done: String?
  /// The scope that is sent in part; nil between scopes.
  var part: String?
  /// The last row sent of that scope.
  var lastRow: RowKey?

  init(base: Position, pin: Position, number: Int = 1) {
    self.number = number
    self.base = base
    self.pin = pin
  }

  /// The round after this one.
  func next(pin newPin: Position) -> PullRound {
    PullRound(base: pin, pin: newPin, number: number + 1)
  }
}
