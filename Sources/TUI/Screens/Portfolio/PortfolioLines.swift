import CustomerSuccess
import Terminal

/// The ids of customers in the order of their places in a sheet.
///
/// Made of numbers: every key that orders or filters makes such a list anew, and to copy thousands of
/// ids for it took longer than to sort them.
nonisolated struct PlacedIDs: Listed {
  let places: [Int]
  /// The ids of the sheet, by place.
  let known: [Account.ID]

  var startIndex: Int { 0 }
  var endIndex: Int { places.count }

  subscript(index: Int) -> Account.ID { known[places[index]] }
}

/// The same with headings between them.
nonisolated struct PortfolioLines: Listed {
  /// Places of customers; -1 is the first heading, -2 the second.
  let entries: [Int]
  let headings: [SafeText]
  /// The ids of the sheet, by place.
  let known: [Account.ID]

  var startIndex: Int { 0 }
  var endIndex: Int { entries.count }

  subscript(index: Int) -> ListLine<Account.ID> {
    let entry = entries[index]
    return entry < 0 ? .heading(headings[-1 - entry]) : .item(known[entry])
  }
}
