/// The bytes that have a meaning in the formats, by name, so that the parser reads like the grammar.
extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let numberSign = UInt8(ascii: "#")
    static let plus = UInt8(ascii: "+")
    static let comma = UInt8(ascii: ",")
    static let minus = UInt8(ascii: "-")
    static let dot = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let colon = UInt8(ascii: ":")
    static let equals = UInt8(ascii: "=")
    static let backslash = UInt8(ascii: "\\")
    static let lowerE = UInt8(ascii: "e")
    static let lowerN = UInt8(ascii: "n")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")

    /// A blank of the text format: space or tab.
    @inline(__always)
    var isBlank: Bool { self == .space || self == .tab }

    @inline(__always)
    var isDigit: Bool { self &- .zero < 10 }

    /// Whether a metric name may contain this byte, `[a-zA-Z0-9_:]`.
    @inline(__always)
    var isNameByte: Bool {
        (self | 0x20) &- UInt8(ascii: "a") < 26 || self &- .zero <= 10 || self == UInt8(ascii: "_")
    }
}
