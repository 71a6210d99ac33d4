import ArgumentParser
import CustomerSuccess
import ReplicaStore

struct FollowVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "follow", abstract: "Follow a customer, also one outside of your book by its id.",
    discussion: """
      A customer outside of your book arrives with the next sync after the service took the edit.
      """)

  @Argument(help: "The customer's name, or the Salesforce id of its account.")
  var customer: String

  func work(at place: Workplace) throws {
    try place.perform(.follow(FollowAccount(account: try place.followable(customer))))
  }
}

struct UnfollowVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "unfollow", abstract: "Stop following a customer.")

  @Argument(help: "The customer's name, or the Salesforce id of its account.")
  var customer: String

  func work(at place: Workplace) throws {
    try place.perform(.unfollow(UnfollowAccount(account: try place.followable(customer))))
  }
}

extension Workplace {
  /// An account by its Salesforce id, whether it is here or not, or a customer of the book by name.
  fileprivate func followable(_ text: String) throws -> Account.ID {
    // What is no id is a name.
    if let id = try? SalesforceID.normalized(text, prefix: "001") { return Account.ID(id) }
    return try customer(text).id
  }
}
