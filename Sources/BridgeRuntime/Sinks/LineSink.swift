/// Where EMF lines go.
///
/// A sink never blocks its caller. What it cannot take it keeps within a stated bound, and beyond that it drops and
/// counts.
protocol LineSink: AnyObject {
    /// Takes complete lines, each with its newline.
    func write(_ lines: [UInt8])

    /// What became of the lines so far.
    var tally: SinkTally { get }
}

/// What became of the lines a sink was given.
public struct SinkTally: Sendable, Equatable {
    /// Lines written.
    public var written = 0
    /// Lines dropped because the sink was full.
    public var dropped = 0
    /// Lines waiting.
    public var waiting = 0
}
