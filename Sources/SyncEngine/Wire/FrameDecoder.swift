/// Reads frames from the bytes of an answer, in chunks of any size.
package struct FrameDecoder {
  package init() {}

  /// Takes the next bytes and hands on each frame that is complete with them.
  package mutating func feed(
    _ bytes: [UInt8], to receive: (Frame) -> Void
  ) throws(FrameError) {}

  /// Called after the last byte.
  package mutating func finish() throws(FrameError) { throw .truncated(frames: 0) }
}
