import CNcurses

/// The bytes of a frame that the line did not take yet.
struct Outbox {
  private var bytes: [UInt8] = []
  private var sent = 0
  /// Whether the line is gone.
  private(set) var isBroken = false

  var isEmpty: Bool { sent == bytes.count }

  mutating func put(_ frame: [UInt8]) {
    bytes = frame
    sent = 0
  }

  /// One write of what is left.
  mutating func send(to tty: Int32) {
    guard !isEmpty else { return }
    let written = bytes.withUnsafeBufferPointer { buffer in
      tty_write(tty, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
    }
    if written < 0 {
      isBroken = true
      sent = bytes.count
    } else {
      sent += Int(written)
    }
  }
}
