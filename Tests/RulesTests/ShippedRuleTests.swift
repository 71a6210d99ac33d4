import Foundation
import Rules
import Testing

@Suite struct ShippedRuleTests {
  @Test func `every rule of the folder ships, each in the folder of its kind`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Rules/Shipped/Rules").standardized
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }
    let expected = try ShippedFile.rules.map { file in
      let rule = try Rule(id: file.name, reading: file.text, file: file.name)
      return "\(rule.kind.folder)/\(file.name).yaml"
    }
    #expect(files.sorted() == expected.sorted())
  }
}
