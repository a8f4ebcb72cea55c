/// A replacement with references to groups, expanded as by Go's `Regexp.Expand`
/// (<https://pkg.go.dev/regexp#Regexp.Expand>).
///
/// `$1` and `${1}` stand for a group by number, `$name` and `${name}` for one by name, `$$` for a dollar sign. Without
/// braces a name is as long as possible: `$1x` is the group called `1x`. A reference to a group that does not exist is
/// empty, and a dollar sign that begins no reference stands for itself.
public struct ReplacementTemplate: Sendable, Hashable {
    private enum Piece: Hashable {
        case bytes([UInt8])
        /// The groups a reference may mean; the first one that took part in the match counts.
        case groups([Int])
    }

    /// The template as it was written.
    public let text: String
    private let pieces: [Piece]

    /// Reads a template and resolves its references against the groups of a pattern.
    public init(_ text: String, for pattern: Pattern) {
        self.text = text
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var rest = Substring(text)
        while let character = rest.unicodeScalars.first {
            rest.unicodeScalars.removeFirst()
            if character == "$", rest.unicodeScalars.first == "$" {
                rest.unicodeScalars.removeFirst()
                literal.append(UInt8(ascii: "$"))
            } else if character == "$", let name = Self.takeName(from: &rest) {
                if !literal.isEmpty {
                    pieces.append(.bytes(literal))
                    literal = []
                }
                pieces.append(.groups(Self.groups(named: name, in: pattern)))
            } else {
                literal.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
            }
        }
        if !literal.isEmpty {
            pieces.append(.bytes(literal))
        }
        self.pieces = pieces
    }

    /// The text of the template if it refers to no group, so that every expansion is the same.
    public var constant: [UInt8]? {
        switch (pieces.count, pieces.first) {
        case (0, _): []
        case (1, .bytes(let bytes)?): bytes
        default: nil
        }
    }

    /// Appends the template to `output`, its references replaced by what the groups matched in `text`.
    public func expand(_ captures: Captures, of text: Span<UInt8>, into output: inout [UInt8]) {
        for piece in pieces {
            switch piece {
            case .bytes(let bytes):
                output.append(contentsOf: bytes)
            case .groups(let groups):
                for group in groups {
                    if let range = captures[group] {
                        for index in range {
                            output.append(text[index])
                        }
                        break
                    }
                }
            }
        }
    }

    private static func groups(named name: String, in pattern: Pattern) -> [Int] {
        let digits = name.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if digits, name == "0" || !name.hasPrefix("0") {
            return Int(name).map { $0 < pattern.groupNames.count ? [$0] : [] } ?? []
        }
        return pattern.groupNames.indices.filter { pattern.groupNames[$0] == name }
    }

    /// Takes `name` or `{name}` from the front of `rest`; nil, with nothing taken, if neither is there.
    private static func takeName(from rest: inout Substring) -> String? {
        let isBraced = rest.unicodeScalars.first == "{"
        let afterBrace = rest.unicodeScalars.dropFirst(isBraced ? 1 : 0)
        let name = afterBrace.prefix(while: isNameScalar)
        var remainder = afterBrace.dropFirst(name.count)
        guard !name.isEmpty, !isBraced || remainder.first == "}" else {
            return nil
        }
        if isBraced {
            remainder.removeFirst()
        }
        rest = Substring(remainder)
        return String(name)
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: scalar == "_"
        }
    }
}
