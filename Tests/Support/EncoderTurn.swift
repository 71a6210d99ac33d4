package import Testing

/// Lets only one test at a time use ncurses, of which a process has one: resizing one of its
/// screens resizes them all.
package struct EncoderTurn: SuiteTrait, TestTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    // A suite is only a heading; its tests take turns.
    guard testCase != nil else { return try await function() }
    await Turn.shared.take()
    do {
      try await function()
    } catch {
      await Turn.shared.giveBack()
      throw error
    }
    await Turn.shared.giveBack()
  }
}

extension Trait where Self == EncoderTurn {
  /// For everything that opens an encoder.
  package static var oneEncoder: Self { EncoderTurn() }
}

private actor Turn {
  static let shared = Turn()

  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func giveBack() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
