import CustomerSuccess
import ReplicaStore

/// Something that a screen shows, read from the replica beside the event loop.
///
/// Two equal readings are one: asked for again while it is under way, it is read once more after.
nonisolated protocol Reading: Hashable, Sendable {
  associatedtype Answer: Sendable

  /// Whether it is read within a frame, so that the screen need not show that it waits.
  var isQuick: Bool { get }
  /// Itself, if it is to be acted upon; nil for all that screens show.
  var inquiry: (any Inquiry)? { get }
  /// Whether only the newest one counts, such as of what is under the cursor: while one is read,
  /// those between it and the newest are never begun.
  var isGlance: Bool { get }

  /// Reads the replica as of that day.
  ///
  /// - Throws: ``ReplicaError`` when the replica cannot be read.
  func answer(from replica: Replica, today: Day) throws -> Answer
}

/// A reading of whichever kind.
nonisolated struct Load: Hashable, Sendable {
  let reading: any Reading

  init(_ reading: any Reading) { self.reading = reading }

  static func == (left: Load, right: Load) -> Bool {
    left.reading.isSame(as: right.reading)
  }

  func hash(into hasher: inout Hasher) { reading.hash(into: &hasher) }
}

/// What a reading found.
nonisolated struct Loaded: Sendable {
  let load: Load
  private let content: any Sendable
  /// Why nothing could be read and what to do; nil when it could.
  let failure: String?

  init<R: Reading>(_ reading: R, _ answer: R.Answer) {
    load = Load(reading)
    content = answer
    failure = nil
  }

  init(_ load: Load, failure: String) {
    self.load = load
    content = ()
    self.failure = failure
  }

  /// The reading and its answer, if it is of that kind and was read.
  func answer<R: Reading>(of kind: R.Type) -> (reading: R, answer: R.Answer)? {
    guard failure == nil, let reading = load.reading as? R, let answer = content as? R.Answer
    else { return nil }
    return (reading, answer)
  }

  /// The answer to exactly this reading; an answer to an older question is none.
  func answer<R: Reading>(to reading: R) -> R.Answer? {
    answer(of: R.self).flatMap { $0.reading == reading ? $0.answer : nil }
  }
}

/// A reading whose answer no screen shows: it is asked about, or acted upon, as it comes.
nonisolated protocol Inquiry: Reading {
  @MainActor func effects(of answer: Answer) -> [AppEffect]
}

extension Inquiry {
  nonisolated var inquiry: (any Inquiry)? { self }
}

extension Loaded {
  /// What the answer to an inquiry leads to; nothing for other readings.
  @MainActor var inquiryEffects: [AppEffect] {
    load.reading.inquiry.map { effects(of: $0) } ?? []
  }

  @MainActor private func effects<I: Inquiry>(of inquiry: I) -> [AppEffect] {
    answer(to: inquiry).map { inquiry.effects(of: $0) } ?? []
  }
}

extension Reading {
  nonisolated var isGlance: Bool { false }
  nonisolated var inquiry: (any Inquiry)? { nil }

  fileprivate nonisolated func isSame(as other: any Reading) -> Bool { other as? Self == self }

  /// Reads, or says why it could not.
  nonisolated func loaded(from replica: Replica, today: Day) -> Loaded {
    do {
      return Loaded(self, try answer(from: replica, today: today))
    } catch {
      return Loaded(Load(self), failure: "The replica could not be read: \(error)")
    }
  }
}

/// Customers whose name fits what was typed, the best first.
nonisolated struct CustomerMatchReading: Reading {
  let text: String
  var isQuick: Bool { false }

  func answer(from replica: Replica, today: Day) throws -> [CustomerMatch] {
    try replica.matchingCustomers(text)
  }
}
