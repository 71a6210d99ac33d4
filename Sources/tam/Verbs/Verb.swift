import ArgumentParser

/// A command that works on the replica of this home, without the network.
protocol Verb: ParsableCommand {
  func work(at place: Workplace) throws
}

extension Verb {
  func run() throws { try work(at: .open()) }
}
