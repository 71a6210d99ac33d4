/// One page of the answer to a query.
struct QueryPage {
  /// Of the whole result, not of the page.
  let totalSize: Int
  let records: [JSONValue]
  /// The path of the next page; nil after the last.
  let next: String?

  init(_ response: UpstreamResponse) throws(UpstreamError) {
    let answer = try response.json()
    guard let total = answer["totalSize"]?.integer, let done = answer["done"]?.boolean,
      let records = answer["records"]?.list
    else {
      throw .unexpected(host: response.host.name, what: "a query's answer without its records")
    }
    totalSize = Int(total)
    self.records = records
    guard !done else {
      next = nil
      return
    }
    guard let link = answer["nextRecordsUrl"]?.text else {
      throw .unexpected(host: response.host.name, what: "more rows, and no address for them")
    }
    next = try UpstreamHost.path(ofLink: link)
  }
}
