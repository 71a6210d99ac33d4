import Yams

extension YAMLValue {
  /// Values in one file, those repeated by aliases counted each time.
  ///
  /// Far beyond what a person writes, and a limit to what aliases of aliases can grow to.
  private static let countLimit = 20_000

  /// Why a text is no YAML that we read.
  package struct SyntaxError: Error {
    package let line: Int?
    package let reason: String
  }

  /// Reads one document; an empty one is an empty table.
  package init(reading text: String) throws(SyntaxError) {
    do {
      var count = 0
      guard let root = try Yams.compose(yaml: text) else {
        self.init(.table([]), line: 1)
        return
      }
      try self.init(root, &count)
    } catch let error as SyntaxError {
      throw error
    } catch let error as YamlError {
      throw SyntaxError(error, in: text)
    } catch {
      throw SyntaxError(line: nil, reason: "\(error)")
    }
  }

  private init(_ node: Node, _ count: inout Int) throws {
    let line = node.mark?.line ?? 0
    count += 1
    guard count <= Self.countLimit else {
      throw SyntaxError(line: line, reason: "more than \(Self.countLimit) values")
    }
    switch node {
    case .scalar(let scalar): self.init(.text(scalar.string), line: line)
    case .sequence(let sequence):
      self.init(.list(try sequence.map { try YAMLValue($0, &count) }), line: line)
    case .mapping(let mapping):
      let fields = try mapping.map { key, value in
        guard let name = key.scalar else {
          throw SyntaxError(line: key.mark?.line, reason: "a key that is not plain text")
        }
        return Field(
          key: name.string, line: key.mark?.line ?? line, value: try YAMLValue(value, &count))
      }
      self.init(.table(fields), line: line)
    case .alias: throw SyntaxError(line: line, reason: "an alias without its anchor")
    }
  }
}

extension YAMLValue.SyntaxError {
  fileprivate init(_ error: YamlError, in text: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(line: mark.line, reason: problem)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted().joined(separator: ", ")
      self.init(line: context.mark.line, reason: "\(names) stands there twice")
    case .reader(let problem, let offset, _, _):
      let before = offset.map { text.prefix($0) }
      self.init(line: before.map { $0.count(where: \.isNewline) + 1 }, reason: problem)
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      self.init(line: nil, reason: "\(error)")
    }
  }
}
