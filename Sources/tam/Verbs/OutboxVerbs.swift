import ArgumentParser
import CustomerSuccess
import ReplicaStore
import SyncEngine
import Terminal

struct OutboxVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "List edits that wait for the service, or that it refused.",
    subcommands: [
      OutboxListVerb.self, AttentionListVerb.self, OutboxRetryVerb.self, OutboxDiscardVerb.self,
    ], defaultSubcommand: OutboxListVerb.self)
}

struct OutboxListVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List edits in the order in which they are sent.")

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    try place.output.write(
      try place.replica.outbox(), as: .outbox(now: place.now), form.format)
    let refused = try place.replica.attention().count
    if refused > 0 {
      place.output.say("tam: \(refused) refused by the service: see tam outbox attention")
    }
  }
}

struct AttentionListVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "attention", abstract: "List edits that the service refused, with the reasons.")

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    try place.output.write(
      try place.replica.attention(), as: .attention(now: place.now), form.format)
  }
}

struct OutboxRetryVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Offer a refused edit again, on what is there now.")

  @Argument(help: "The edit's id.")
  var id: String

  func work(at place: Workplace) throws {
    let receipt = try place.replica.retry(attention: PendingMutation.ID(id))
    place.output.say("\(SafeText(sanitizing: receipt.label)); the next sync sends it")
  }
}

struct OutboxDiscardVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: "Give a refused edit up.")

  @Argument(help: "The edit's id.")
  var id: String

  func work(at place: Workplace) throws {
    try place.replica.discard(attention: PendingMutation.ID(id))
    place.output.say("Discarded \(SafeText(sanitizing: id))")
  }
}
