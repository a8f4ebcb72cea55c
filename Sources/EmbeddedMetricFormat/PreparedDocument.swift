/// A document laid out once: lines whose text is fixed but for the timestamp and the numbers.
public struct PreparedDocument: Sendable, Equatable {
    /// How many values a write takes: one for each metric of each directive in order, then one for each field.
    public let slotCount: Int
    let lines: [Line]

    init(slotCount: Int, lines: [Line]) {
        self.slotCount = slotCount
        self.lines = lines
    }

    /// How many lines a write appends.
    public var lineCount: Int {
        lines.count
    }

    /// Appends the lines with the given timestamp and values.
    ///
    /// Allocates nothing if the buffer has room.
    ///
    /// - Parameters:
    ///   - timestamp: Milliseconds since the epoch.
    ///   - values: As many as ``slotCount``; finite and not beyond ``Limits/valueMagnitude``, which the caller sees to.
    ///   - output: The buffer that the caller owns.
    public func write(timestamp: Int64, values: [Double], into output: inout [UInt8]) {
        precondition(values.count == slotCount, "A prepared document takes as many values as it has slots.")
        for line in lines {
            line.write(timestamp: timestamp, values: values, into: &output)
        }
    }
}
