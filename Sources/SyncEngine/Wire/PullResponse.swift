/// One whole and valid answer to a pull: it began, ended, and its check fits.
package struct PullResponse: Sendable {
  package let begin: Frame.Begin
  /// What is put.
  package let rows: PackedRows
  /// Everything else between `begin` and `end`.
  package let others: [Frame]
  package let end: Frame.End
  /// The answer as it came; what a stage keeps.
  package let bytes: [UInt8]

  /// - Throws: ``FrameError`` when anything is missing, damaged or unknown.
  package init(decoding bytes: [UInt8]) throws(FrameError) {
    var decoder = FrameDecoder()
    var frames: [Frame] = []
    try decoder.feed(bytes) { frames.append($0) }
    try decoder.finish()
    guard case .begin(let begin)? = frames.first, case .end(let end)? = frames.last else {
      throw .truncated(frames: frames.count)
    }
    frames.removeLast()
    frames.removeFirst()
    self.begin = begin
    self.rows = decoder.rows
    self.others = frames
    self.end = end
    self.bytes = bytes
  }

  /// Everything between `begin` and `end`, rows first: the order has no meaning.
  package var frames: [Frame] { rows.map { .put($0.placed) } + others }
}
