/// Writes what a TAM would write after a call.
struct NoteWriter {
  var random: Random

  private static let openers = [
    "Good call with", "Regular sync with", "Short call with", "Met", "Long session with",
    "Caught up with",
  ]

  private static let moods: [[String]] = [
    [
      "The mood was tense and they said openly that value is not visible to them.",
      "They are unhappy and mentioned that the renewal is not a given.",
      "Frustration about open tickets dominated the conversation.",
    ],
    [
      "Mixed feelings: progress in one team, standstill in the others.",
      "They are content but busy, and adoption moves slowly.",
    ],
    [
      "Very positive: they volunteered to speak at a user group.",
      "The team is happy with the progress and plans to widen the rollout.",
      "Great energy, several new teams asked to join.",
    ],
  ]

  /// A few paragraphs on some topics.
  ///
  /// - Parameter mood: 0 is about to leave, 1 is thriving.
  mutating func note(with people: [String], mood: Double) -> (text: String, topics: [Topic]) {
    let first = random.below(Topic.all.count)
    let second = (first + 1 + random.below(Topic.all.count - 1)) % Topic.all.count
    let topics = [Topic.all[first]] + (random.chance(0.7) ? [Topic.all[second]] : [])
    let names = people.isEmpty ? "the platform team" : people.joined(separator: " and ")
    var text = "\(random.pick(Self.openers)) \(names). "
    if random.chance(0.6) {
      text += random.pick(Self.moods[min(2, Int(mood * 3))]) + " "
    }
    for topic in topics {
      text += "\n\n" + random.pick(topic.remarks)
      if random.chance(0.4) { text += " " + random.pick(topic.remarks) }
    }
    text += "\n\nNext steps:"
    for topic in topics { text += "\n- " + random.pick(topic.nextSteps) }
    return (text, topics)
  }

  mutating func subject(_ kind: String, _ topics: [Topic]) -> String {
    guard let topic = topics.first else { return kind }
    return "\(kind): \(topic.name)"
  }

  /// A note of many pages, as a transcript leaves it.
  mutating func longNote(paragraphs: Int) -> String {
    (1...paragraphs).map { number in
      let topic = random.pick(Topic.all)
      return
        "[\(number)] \(topic.name)\n\(random.pick(topic.remarks)) \(random.pick(topic.nextSteps))"
    }.joined(separator: "\n\n")
  }
}
