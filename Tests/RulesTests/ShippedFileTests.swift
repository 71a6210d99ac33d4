import Rules
import Support
import Testing
import YAMLText

@Suite struct ShippedFileTests {
  @Test(arguments: ShippedFile.playbooks)
  func `a shipped playbook is YAML with a name`(_ file: ShippedFile) throws {
    #expect(try YAMLValue(reading: file.text)["name"]?.text?.isEmpty == false)
  }
}
