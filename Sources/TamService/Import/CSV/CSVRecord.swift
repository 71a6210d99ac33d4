/// One record of a CSV file; reused for the next one, so that reading allocates nothing.
package struct CSVRecord {
  /// The record as it stands in the file, without its line end, and behind it the fields that had
  /// doubled quotes, with single ones.
  private(set) var storage: [UInt8] = []
  /// How many bytes of the storage are the record itself.
  private(set) var rawCount = 0
  private(set) var fields: [Range<Int>] = []
  /// The line of the file on which the record begins, from 1.
  package internal(set) var line = 0

  package init() {}

  package var count: Int { fields.count }

  /// The record's own bytes, without the line end.
  package var raw: ArraySlice<UInt8> { storage[..<rawCount] }

  /// Calls `body` with the bytes of a field, quotes removed; they may be used only inside.
  func withField<T, Failure: Error>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> T
  ) throws(Failure) -> T {
    let range = fields[index]
    return try storage.withUnsafeBufferPointer { bytes throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  /// The text of a field; nil when it is empty.
  package func text(_ index: Int, as encoding: TextEncoding) -> String? {
    let range = fields[index]
    return range.isEmpty ? nil : encoding.text(storage[range])
  }

  mutating func load(_ bytes: ArraySlice<UInt8>, line: Int) {
    storage.removeAll(keepingCapacity: true)
    storage.append(contentsOf: bytes)
    rawCount = bytes.count
    fields.removeAll(keepingCapacity: true)
    self.line = line
  }

  mutating func appendField(_ range: Range<Int>) { fields.append(range) }

  /// Takes a field whose quotes are doubled.
  mutating func appendUnquoting(_ range: Range<Int>) {
    let start = storage.count
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = storage[position]
      storage.append(byte)
      position += byte == UInt8(ascii: "\"") ? 2 : 1
    }
    fields.append(start..<storage.count)
  }
}
