import CNcurses

extension TerminalSession {
  /// Wakes the event loop from any thread.
  ///
  /// Put what you have to say where the loop will look, then ring. It may outlive the session.
  package final class Doorbell: Sendable {
    let descriptor: Int32

    init() throws(TerminalError) {
      descriptor = doorbell_open()
      guard descriptor >= 0 else { throw .system("opening an eventfd", -descriptor) }
    }

    deinit { doorbell_close(descriptor) }

    /// The loop answers with ``TerminalEvent/doorbell``; many rings before that are one.
    package func ring() { doorbell_ring(descriptor) }

    func answer() { doorbell_answer(descriptor) }
  }
}
