import Terminal

// What a person is told whose text does not fit, so that nothing of it is lost in silence.

extension TextField {
  /// Says that the last of what was typed or pasted did not fit; nil when it did.
  var overflow: SafeText? { didOverflow ? .overflow(limit: limit) : nil }
}

extension TextArea {
  /// Says that the last of what was typed or pasted did not fit; nil when it did.
  var overflow: SafeText? { didOverflow ? .overflow(limit: limit) : nil }
}

extension SafeText {
  fileprivate static func overflow(limit: Int) -> SafeText {
    "The end did not fit and is left out: \(limit) characters at most."
  }
}
