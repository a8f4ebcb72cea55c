/// Writes JSON's strings and numbers to the end of a byte buffer.
enum JSONText {
    /// The longest text of a finite number, such as `-2.2250738585072014e-308`.
    static let longestNumber = 24

    /// Appends a quoted string with the escapes that JSON demands and no others.
    static func append(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.append(UInt8(ascii: "\\"))
                output.append(byte)
            case 0x20...: output.append(byte)
            default: appendControl(byte, to: &output)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Appends a finite number as the shortest text that reads back as the same number: `42`, not `42.0`.
    static func append(_ value: Double, to output: inout [UInt8]) {
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 {
            if whole == 0, value.sign == .minus { output.append(UInt8(ascii: "-")) }
            append(whole, to: &output)
            return
        }
        output.append(contentsOf: value.description.utf8)
        // Whole numbers from 2^53 on still come with a fraction of zero.
        if output.count > 2, output[output.count - 1] == UInt8(ascii: "0"),
            output[output.count - 2] == UInt8(ascii: ".")
        {
            output.removeLast(2)
        }
    }

    /// Appends a whole number.
    static func append(_ value: Int64, to output: inout [UInt8]) {
        if value < 0 { output.append(UInt8(ascii: "-")) }
        var count = 1
        var power: UInt64 = 10
        while count < 19, value.magnitude >= power {
            count += 1
            power *= 10
        }
        output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
        var rest = value.magnitude
        var index = output.count
        while rest > 0 {
            index -= 1
            output[index] += UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    private static func appendControl(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        default:
            output.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            for digit in [byte >> 4, byte & 15] {
                output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }
}
