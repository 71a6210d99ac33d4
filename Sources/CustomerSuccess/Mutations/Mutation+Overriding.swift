extension Mutation {
  /// The same edit over whatever value is there by now, where an undo names the one it takes back.
  package var overriding: Mutation {
    switch self {
    case .labelInstance(var edit):
      edit.seen = nil
      return .labelInstance(edit)
    case .setInstanceHealthInclusion(var edit):
      edit.seen = nil
      return .setInstanceHealthInclusion(edit)
    case .snoozeCTA(var edit):
      edit.seen = nil
      return .snoozeCTA(edit)
    case .wakeCTA(var edit):
      edit.seen = nil
      return .wakeCTA(edit)
    case .assignCTA(var edit):
      edit.seen = nil
      return .assignCTA(edit)
    default: return self
    }
  }
}
