import CustomerSuccess
import Terminal

/// Following a customer that is not in the book, and so cannot be pointed at.
enum FollowPrompt {
  static let prompt = Prompt(
    .words(
      for: .app(.followByID), label: "Follow",
      advice: "the Salesforce id of the account, or the address of its page"))

  static func reply(to text: String) -> PromptReply {
    guard let id = account(in: text) else {
      return .refused(
        "There is no account id in it: one begins with 001 and has 15 or 18 letters and digits.")
    }
    return .done([.perform([.follow(FollowAccount(account: id))], label: nil)])
  }

  /// The first account id in the text; addresses have slashes and more around it.
  private static func account(in text: String) -> Account.ID? {
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.lazy.compactMap { word -> Account.ID? in
      // What is no id is just another part of an address.
      (try? SalesforceID.normalized(String(word), prefix: "001")).map { Account.ID($0) }
    }.first
  }
}
