import ArgumentParser
import CustomerSuccess
import ReplicaStore
import Terminal

struct UndoVerb: Verb {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take the last edit back; again for the one before.")

  @Flag(name: .long, help: "Only list what can be taken back, newest first.")
  var list = false

  @OptionGroup var form: FormatOptions

  func work(at place: Workplace) throws {
    if list {
      return try place.output.write(
        try place.replica.undoList(), as: .undo(now: place.now), form.format)
    }
    guard let undone = try place.replica.undo() else {
      throw Problem.failed("there is nothing to undo: tam undo --list shows what there is")
    }
    switch form.format {
    case .table: try place.output.write(["Undone: \(SafeText(sanitizing: undone.label))"])
    case .json, .csv: try place.output.write(one: undone, as: .undone, form.format)
    }
  }
}

extension Listing where Element == UndoneEdit {
  fileprivate static let undone = Listing([
    Column("label", "Undone") { .text($0.label) },
    Column("customer_ids") { Datum($0.accounts.map(\.rawValue)) },
  ])
}
