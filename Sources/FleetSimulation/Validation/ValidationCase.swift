/// One check of the simulator against mathematics, a document or a reference, as `scalesim verify` runs it.
public struct ValidationCase: Sendable {
    /// A stable name.
    public let id: String
    /// What kind of result it is.
    public let group: String
    /// The rule in one sentence.
    public let summary: String
    /// Where the expected numbers come from.
    public let source: String
    /// Whether the case needs many seconds at full size.
    public let isSlow: Bool
    private let body: @Sendable (ValidationSize) throws -> [ValidationFigure]

    /// Creates a case.
    ///
    /// - Parameters:
    ///   - id: A stable name.
    ///   - group: What kind of result it is.
    ///   - summary: The rule in one sentence.
    ///   - source: Where the expected numbers come from.
    ///   - isSlow: Whether it needs many seconds at full size.
    ///   - body: Runs it at a size and gives its figures.
    public init(
        _ id: String,
        group: String,
        _ summary: String,
        source: String,
        isSlow: Bool = false,
        body: @escaping @Sendable (ValidationSize) throws -> [ValidationFigure]
    ) {
        self.id = id
        self.group = group
        self.summary = summary
        self.source = source
        self.isSlow = isSlow
        self.body = body
    }

    /// Runs the case.
    ///
    /// - Parameter size: How much work random cases do; their tolerances follow.
    /// - Returns: The figures, expected and got.
    /// - Throws: What the simulation throws, which never happens for the cases here.
    public func run(_ size: ValidationSize = .full) throws -> [ValidationFigure] {
        try body(size)
    }
}

/// How much work random validation cases do.
public enum ValidationSize: Sendable, Hashable {
    /// The sizes their tolerances are stated for.
    case full
    /// A fraction of the arrivals, with tolerances that are wider by the square root: for debug builds.
    case reduced

    /// A number of arrivals, replications or seconds at this size.
    public func scaled(_ full: Int, by divisor: Int = 25) -> Int {
        self == .full ? full : max(1, full / divisor)
    }

    /// The tolerance at this size of a mean that is within `full` at full size.
    public func tolerance(_ full: Double, divisor: Double = 25) -> Double {
        self == .full ? full : full * divisor.squareRoot()
    }
}

/// One number of a validation case.
public struct ValidationFigure: Sendable, Hashable {
    /// What it is.
    public let name: String
    /// What it should be.
    public let expected: Double
    /// What it is.
    public let got: Double
    /// How far apart the two may be.
    public let tolerance: Double

    /// Creates a figure.
    public init(_ name: String, expected: Double, got: Double, tolerance: Double = 0) {
        self.name = name
        self.expected = expected
        self.got = got
        self.tolerance = tolerance
    }

    /// Creates a figure of whole numbers, which must agree exactly.
    public init(_ name: String, expected: Int, got: Int) {
        self.init(name, expected: Double(expected), got: Double(got))
    }

    /// Whether it holds.
    public var passes: Bool {
        expected == got || abs(expected - got) <= tolerance
    }
}
