/// Writes frames as lines of JSON into a buffer that is used again and again.
package struct FrameEncoder {
  /// What was written and not taken yet.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ frame: Frame) {}
}
