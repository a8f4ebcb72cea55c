/// Which escapes a text may contain.
public enum EscapeRules: Equatable, Sendable {
    /// `\\`, `\n` and `\"`: label values and quoted names, and HELP texts of OpenMetrics.
    case quoted
    /// `\\` and `\n`: HELP texts of the text format.
    case classicHelp
}

extension ExpositionFormat {
    /// The escapes of HELP texts in this format.
    public var helpEscapes: EscapeRules { self == .openMetrics ? .quoted : .classicHelp }
}

extension Span where Element == UInt8 {
    /// Appends a piece of this text to `output` with its escapes resolved; unknown escapes stay as they are.
    ///
    /// - Parameters:
    ///   - piece: The piece, as a visitor was given it.
    ///   - rules: The escapes that the piece may contain.
    ///   - output: Where to append.
    public func appendUnescaped(_ piece: ByteRange, rules: EscapeRules = .quoted, to output: inout [UInt8]) {
        let bytes = extracting(piece.indices)
        bytes.withUnsafeBufferPointer { bytes in
            guard piece.hasEscapes else {
                output.append(contentsOf: bytes)
                return
            }
            var mark = 0
            var index = 0
            while index + 1 < bytes.count {
                guard bytes[index] == .backslash else {
                    index += 1
                    continue
                }
                let escaped = bytes[index + 1]
                let meaning: UInt8
                if escaped == .lowerN {
                    meaning = .newline
                } else if escaped == .backslash || (escaped == .quote && rules == .quoted) {
                    meaning = escaped
                } else {
                    index += 1
                    continue
                }
                output.append(contentsOf: bytes[mark..<index])
                output.append(meaning)
                index += 2
                mark = index
            }
            output.append(contentsOf: bytes[mark...])
        }
    }

    /// Whether the bytes of a piece, as written, are those of `text`.
    ///
    /// - Parameters:
    ///   - piece: The piece, as a visitor was given it.
    ///   - text: What to compare with.
    /// - Returns: Whether they are equal.
    @inlinable
    public func matches(_ piece: ByteRange, _ text: StaticString) -> Bool {
        guard piece.count == text.utf8CodeUnitCount else { return false }
        let bytes = extracting(piece.indices)
        return text.withUTF8Buffer { text in
            for index in text.indices where bytes[index] != text[index] { return false }
            return true
        }
    }

    /// Whether the bytes of a piece, as written, are those of `other`.
    ///
    /// - Parameters:
    ///   - piece: The piece, as a visitor was given it.
    ///   - other: What to compare with.
    /// - Returns: Whether they are equal.
    @inlinable
    public func matches(_ piece: ByteRange, _ other: Span<UInt8>) -> Bool {
        guard piece.count == other.count else { return false }
        let bytes = extracting(piece.indices)
        for index in other.indices where bytes[index] != other[index] { return false }
        return true
    }
}

extension String {
    /// The meaning of a piece of an exposition: its text with escapes resolved.
    ///
    /// - Parameters:
    ///   - piece: The piece, as a visitor was given it.
    ///   - text: The bytes it belongs to.
    ///   - rules: The escapes that the piece may contain.
    public init(unescaping piece: ByteRange, in text: Span<UInt8>, rules: EscapeRules = .quoted) {
        if piece.hasEscapes {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(piece.count)
            text.appendUnescaped(piece, rules: rules, to: &bytes)
            self = String(decoding: bytes, as: UTF8.self)
        } else {
            self = text.extracting(piece.indices).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
    }
}
