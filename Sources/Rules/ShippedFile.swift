/// A text file that ships inside the programs.
package struct ShippedFile: Hashable, Sendable {
  /// Of the file, without its ending.
  package let name: String
  package let text: String

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }
}
