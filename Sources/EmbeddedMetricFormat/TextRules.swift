/// The rules for the characters and the length of each kind of name and value (aws.md C2).
public enum TextRules {
    /// What is wrong with a namespace; nil if nothing is.
    public static func fault(inNamespace text: String) -> Violation.TextFault? {
        if let fault = commonFault(in: text, limit: Limits.namespaceLength) { return fault }
        if text.utf8.first == UInt8(ascii: ":") { return .leadingColon }
        if text.utf8.starts(with: "AWS/".utf8) { return .reserved }
        if text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ") { return .invalidCharacter }
        return text.utf8.allSatisfy(isNamespaceByte) ? nil : .invalidCharacter
    }

    /// What is wrong with the name of a dimension; nil if nothing is.
    public static func fault(inDimensionName text: String) -> Violation.TextFault? {
        if let fault = commonFault(in: text, limit: Limits.dimensionNameLength) { return fault }
        if text.utf8.first == UInt8(ascii: ":") { return .leadingColon }
        return asciiFault(in: text)
    }

    /// What is wrong with the value of a dimension; nil if nothing is.
    public static func fault(inDimensionValue text: String) -> Violation.TextFault? {
        commonFault(in: text, limit: Limits.dimensionValueLength) ?? asciiFault(in: text)
    }

    /// What is wrong with the name of a metric; nil if nothing is.
    ///
    /// Characters outside ASCII are allowed: the API sets only a length.
    public static func fault(inMetricName text: String) -> Violation.TextFault? {
        if let fault = commonFault(in: text, limit: Limits.metricNameLength) { return fault }
        if text.hasSameBytes(as: "_aws") { return .reserved }
        return text.utf8.contains(where: isControl) ? .controlCharacter : nil
    }

    private static func commonFault(in text: String, limit: Int) -> Violation.TextFault? {
        if text.utf8.isEmpty { return .empty }
        if text.utf8.allSatisfy(isBlank) { return .blank }
        // Characters, not bytes: every byte but the continuation bytes of UTF-8 starts one.
        var length = 0
        for byte in text.utf8 where byte & 0xC0 != 0x80 { length += 1 }
        return length > limit ? .tooLong(length, limit: limit) : nil
    }

    private static func asciiFault(in text: String) -> Violation.TextFault? {
        if text.utf8.contains(where: { $0 >= 0x80 }) { return .notASCII }
        return text.utf8.contains(where: isControl) ? .controlCharacter : nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
    }

    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F
    }

    private static func isNamespaceByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "#"),
            UInt8(ascii: ":"), UInt8(ascii: " "):
            true
        default: false
        }
    }
}
