import FoundationEssentials

/// `{"name": …, "version": …, "args": {…}}`.
extension Mutation: Codable {
  private enum Key: String, CodingKey {
    case name, version, args
  }

  private typealias Container = KeyedDecodingContainer<Key>
  private typealias Reader = @Sendable (Container) throws -> Mutation

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let name = try container.decode(String.self, forKey: .name)
    let version = try container.decode(Int.self, forKey: .version)
    guard let reader = Self.readers[name] else {
      throw MutationCodingError.unknown(name: name, version: version)
    }
    self = try reader(container)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(version, forKey: .version)
    try Self.write(arguments, to: &container)
  }

  /// JSON with its keys in alphabetical order: the same mutation is always the same bytes.
  package func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self))
  }

  /// - Throws: ``MutationCodingError`` when this version of the program does not know the mutation,
  ///   `DecodingError` when the bytes are not one.
  package static func decode(_ bytes: [UInt8]) throws -> Mutation {
    try JSONDecoder().decode(Mutation.self, from: Data(bytes))
  }

  /// Every name that can be read.
  package static var names: [String] { readers.keys.sorted() }

  private static func write(
    _ arguments: some MutationArguments, to container: inout KeyedEncodingContainer<Key>
  ) throws {
    try container.encode(arguments, forKey: .args)
  }

  private static func reader<Arguments: MutationArguments>(
    _ make: @escaping @Sendable (Arguments) -> Mutation
  ) -> (String, Reader) {
    let read: Reader = { container in
      let version = try container.decode(Int.self, forKey: .version)
      guard (1...Arguments.version).contains(version) else {
        throw MutationCodingError.unknown(name: Arguments.name, version: version)
      }
      return make(try container.decode(Arguments.self, forKey: .args))
    }
    return (Arguments.name, read)
  }

  private static let readers = Dictionary(
    uniqueKeysWithValues: [
      reader { .logActivity($0) }, reader { .editActivity($0) }, reader { .deleteActivity($0) },
      reader { .saveDraft($0) }, reader { .discardDraft($0) },
      reader { .addCTA($0) }, reader { .editCTA($0) }, reader { .closeCTA($0) },
      reader { .reopenCTA($0) }, reader { .snoozeCTA($0) }, reader { .wakeCTA($0) },
      reader { .assignCTA($0) }, reader { .deleteCTA($0) }, reader { .applyPlaybook($0) },
      reader { .addTask($0) }, reader { .editTask($0) }, reader { .setTaskStatus($0) },
      reader { .deleteTask($0) },
      reader { .labelInstance($0) }, reader { .setInstanceHealthInclusion($0) },
      reader { .setAttribute($0) }, reader { .setSentiment($0) },
      reader { .addPlan($0) }, reader { .editPlan($0) }, reader { .setPlanStatus($0) },
      reader { .deletePlan($0) },
      reader { .addContact($0) }, reader { .editContact($0) }, reader { .deleteContact($0) },
      reader { .assignTAM($0) }, reader { .follow($0) }, reader { .unfollow($0) },
      reader { .mergeAccounts($0) }, reader { .removeAccount($0) },
      reader { .dismissDeparture($0) }, reader { .claimOrganization($0) },
    ])
}

/// Why bytes are not a mutation that this version can apply.
package enum MutationCodingError: Error, Equatable, CustomStringConvertible {
  /// Not in the catalog, or a version of it that is newer than this program.
  case unknown(name: String, version: Int)

  package var description: String {
    switch self {
    case .unknown(let name, let version):
      "the edit \"\(name)\" version \(version) is not known here: update this program"
    }
  }
}
