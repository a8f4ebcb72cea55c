/// Turns documents into lines of JSON that CloudWatch extracts metrics from.
public struct Encoder: Sendable, Equatable {
    /// What happens to a document that breaks a rule.
    public enum Policy: Sendable, Equatable {
        /// The first violation is thrown and nothing is written.
        case refuse
        /// Only what breaks a rule is left out, counted and reported: a dimension set, a metric, a property.
        case drop
    }

    /// The line length.
    public var limits: Limits
    /// What happens to a document that breaks a rule.
    public var policy: Policy

    /// Creates an encoder.
    public init(limits: Limits = Limits(), policy: Policy = .refuse) {
        self.limits = limits
        self.policy = policy
    }

    /// Appends the document to the buffer as one or more lines, each ending in a newline.
    ///
    /// Lines are split at 100 metrics in a directive, 100 values of a metric, and the line length. Every line repeats
    /// the properties; each value appears once over all lines, values of one metric in order.
    ///
    /// - Parameters:
    ///   - document: What to write.
    ///   - now: The current time in milliseconds since the epoch. With it, a timestamp that CloudWatch would refuse is
    ///     a violation; without it timestamps are not looked at.
    ///   - output: The buffer that the caller owns. It is left as it was if a violation is thrown.
    /// - Returns: What was written and what was left out.
    /// - Throws: The first ``Violation``, if the policy is to refuse.
    @discardableResult
    public func encode(
        _ document: Document,
        now: Int64? = nil,
        into output: inout [UInt8]
    ) throws(Violation) -> EncodingReport {
        var check = DocumentCheck(policy: policy)
        guard let checked = try check.check(document, now: now) else { return check.report }
        var layout = LineLayout(checked, limits: limits, valuesAreSlots: false)
        try layout.run(&check)
        for line in layout.lines {
            line.write(timestamp: document.timestamp, values: [], into: &output)
        }
        return layout.finish(check.report)
    }

    /// Lays the document out once, so that its shape can be written many times with other values.
    ///
    /// Metrics and fields become slots; see ``PreparedDocument/write(timestamp:values:into:)``. Only metrics with one
    /// number each can be prepared; an array or a distribution counts as malformed. Line lengths are kept whatever the
    /// numbers will be.
    ///
    /// - Parameters:
    ///   - document: The shape. Its values and its timestamp do not matter.
    ///   - report: Set to what was left out, if the policy is to drop.
    /// - Returns: The lines with slots.
    /// - Throws: The first ``Violation``, if the policy is to refuse.
    public func prepare(_ document: Document, report: inout EncodingReport) throws(Violation) -> PreparedDocument {
        var shape = document
        var slot = 0.0
        // Each value becomes the number of its slot, so that slots keep their numbers when a neighbour is dropped.
        for directive in shape.directives.indices {
            for metric in shape.directives[directive].metrics.indices {
                guard case .number = shape.directives[directive].metrics[metric].value else {
                    shape.directives[directive].metrics[metric].value = .array([])
                    slot += 1
                    continue
                }
                shape.directives[directive].metrics[metric].value = .number(slot)
                slot += 1
            }
        }
        for field in shape.fields.indices {
            shape.fields[field].value = slot
            slot += 1
        }
        var check = DocumentCheck(policy: policy)
        guard let checked = try check.check(shape, now: nil) else {
            report = check.report
            return PreparedDocument(slotCount: Int(slot), lines: [])
        }
        var layout = LineLayout(checked, limits: limits, valuesAreSlots: true)
        try layout.run(&check)
        report = layout.finish(check.report)
        return PreparedDocument(slotCount: Int(slot), lines: layout.lines)
    }
}

/// What came of encoding a document.
public struct EncodingReport: Sendable, Equatable {
    /// Lines written.
    public var lines = 0
    /// Metrics written, each counted once however many lines and directives it appears in.
    public var metrics = 0
    /// Dimension sets left out because they break a rule.
    public var droppedDimensionSets = 0
    /// Metrics left out because they or their whole directive break a rule.
    public var droppedMetrics = 0
    /// Properties and fields left out because they break a rule.
    public var droppedProperties = 0
    /// The reasons, in the order of the document.
    public var violations: [Violation] = []

    /// Creates a report of nothing.
    public init() {}
}
