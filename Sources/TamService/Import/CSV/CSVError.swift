/// Why a file cannot be read as CSV at all.
package enum CSVError: Error, Equatable {
  /// The quote opened on that line is still open at the end of the file.
  case unterminatedQuote(line: Int)
  /// A closing quote is followed by something other than a comma or the end of the line.
  case textAfterQuote(line: Int, field: Int)
  case fieldTooLong(line: Int, field: Int, limit: Int)
  case recordTooLong(line: Int, limit: Int)
  /// The last line has fewer fields than the header and no line end.
  case cutShort(line: Int, found: Int, expected: Int)
  case noHeader
  case columnTwice(name: String)
}

extension CSVError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unterminatedQuote(let line):
      """
      the quote opened on line \(line) is never closed: the file was cut short, \
      export it again
      """
    case .textAfterQuote(let line, let field):
      """
      line \(line), field \(field): text follows the closing quote, so a quote inside the text \
      was not doubled: export the file again as standard CSV
      """
    case .fieldTooLong(let line, let field, let limit):
      "line \(line), field \(field) is longer than \(limit) bytes, which no vendor writes"
    case .recordTooLong(let line, let limit):
      """
      the record that begins on line \(line) is longer than \(limit) bytes: \
      a quote is probably left open there
      """
    case .cutShort(let line, let found, let expected):
      """
      the last record, on line \(line), has \(found) of \(expected) fields and no line end: \
      the file was cut short, export it again
      """
    case .noHeader:
      "the file is empty: its first line must name the columns"
    case .columnTwice(let name):
      "the column \(name) stands in the header twice, so it is unclear which one counts"
    }
  }
}
