/// A cursor over the scalars of a pattern that knows byte offsets and can make errors.
struct PatternReader {
    private let scalars: [Unicode.Scalar]
    private(set) var index = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool {
        index == scalars.count
    }

    /// The scalar `distance` places ahead, or nil behind the end.
    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        index + distance < scalars.count ? scalars[index + distance] : nil
    }

    mutating func next() -> Unicode.Scalar? {
        guard let scalar = peek() else {
            return nil
        }
        index += 1
        return scalar
    }

    mutating func skip(_ count: Int) {
        index = min(index + count, scalars.count)
    }

    mutating func rewind(to earlier: Int) {
        index = earlier
    }

    /// Steps over `text` if it comes next.
    mutating func take(_ text: String) -> Bool {
        guard looking(at: text) else {
            return false
        }
        index += text.unicodeScalars.count
        return true
    }

    func looking(at text: String) -> Bool {
        scalars[index...].starts(with: text.unicodeScalars)
    }

    /// The index of the next `scalar` at or behind the cursor.
    func position(of scalar: Unicode.Scalar) -> Int? {
        scalars[index...].firstIndex(of: scalar)
    }

    func text(from start: Int, to end: Int? = nil) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<(end ?? index)])
        return String(view)
    }

    /// An error about the scalars from `start` to `end`, or to the cursor.
    func error(_ kind: PatternError.Kind, from start: Int, to end: Int? = nil) -> PatternError {
        PatternError(
            kind: kind,
            offset: scalars[..<start].reduce(0) { $0 + UTF8.width($1) },
            fragment: text(from: start, to: end)
        )
    }

    /// An error about everything from `start` to the end of the pattern.
    func errorToEnd(_ kind: PatternError.Kind, from start: Int) -> PatternError {
        error(kind, from: start, to: scalars.count)
    }
}
