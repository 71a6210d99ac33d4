import ArgumentParser
import Foundation

/// Text given on the command line, or on standard input when it is `-`.
struct TextArgument: ExpressibleByArgument {
  private let given: String

  init(argument: String) { given = argument }

  /// Characters past this many are no note but a file: 1 MB, what the service takes for one edit.
  private static let byteLimit = 1_048_576

  /// - Throws: ``Problem`` when standard input is no text or too long.
  func text() throws -> String {
    guard given == "-" else { return given }
    let data = try FileHandle.standardInput.read(upToCount: Self.byteLimit + 1) ?? Data()
    guard data.count <= Self.byteLimit else {
      throw Problem.usage("standard input is longer than 1 MB: shorten the text, or link to it")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Problem.usage("standard input is not UTF-8 text: convert it first, such as with iconv")
    }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
