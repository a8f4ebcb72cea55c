/// Spreads a checked document over lines that keep the limits.
///
/// The first round takes every metric once, with up to 100 of its values; values beyond that go to lines of later
/// rounds, in order. A metric of one value is therefore in the first round only.
struct LineLayout {
    private let document: CheckedDocument
    private let limit: Int
    private let frame: LineFrame

    private var line: LineInProgress
    /// How many values of each item are on lines already, or given up.
    private var progress: [Int]
    private var writtenMetrics = 0

    private(set) var lines: [Line] = []

    init(_ document: CheckedDocument, limits: Limits, valuesAreSlots: Bool) {
        self.document = document
        limit = limits.lineBytes
        frame = LineFrame(document, valuesAreSlots: valuesAreSlots)
        line = LineInProgress(frame)
        progress = Array(repeating: 0, count: document.items.count)
    }

    /// Fills ``lines``.
    mutating func run(_ check: inout DocumentCheck) throws(Violation) {
        if document.items.isEmpty, !document.properties.isEmpty {
            if line.bytes > limit {
                try check.note(.lineTooLong(line.bytes, limit: limit))
                check.report.droppedProperties += document.properties.count
            } else {
                closeLine()
            }
        }
        var hasMore = true
        while hasMore {
            hasMore = false
            for index in document.items.indices where progress[index] < valueCount(of: index) {
                try place(index, &check)
                hasMore = hasMore || progress[index] < valueCount(of: index)
            }
            if !line.isEmpty { closeLine() }
        }
    }

    /// The report with the figures of the layout.
    func finish(_ report: EncodingReport) -> EncodingReport {
        var report = report
        report.lines = lines.count
        report.metrics = writtenMetrics
        return report
    }

    /// Puts the item's next values onto the current line or, if they do not go there, onto a new one.
    private mutating func place(_ index: Int, _ check: inout DocumentCheck) throws(Violation) {
        let item = document.items[index]
        let definitions = item.definitions.map { frame.definition($0, name: item.name) }
        var count = min(valueCount(of: index) - progress[index], Limits.valuesPerMetric)
        var member = frame.member(item, values: progress[index]..<progress[index] + count)
        if !line.isEmpty, !line.hasRoom(for: member, item.definitions, definitions, frame, limit: limit) {
            closeLine()
        }
        while !line.hasRoom(for: member, item.definitions, definitions, frame, limit: limit) {
            guard count > 1 else {
                let bytes = line.bytes(with: member, item.definitions, definitions, frame)
                try check.note(.lineTooLong(bytes, limit: limit))
                giveUp(index, &check)
                return
            }
            count = (count + 1) / 2
            member = frame.member(item, values: progress[index]..<progress[index] + count)
        }
        line.add(member, item.definitions, definitions, frame)
        if progress[index] == 0, !definitions.isEmpty { writtenMetrics += 1 }
        progress[index] += count
    }

    private mutating func giveUp(_ index: Int, _ check: inout DocumentCheck) {
        progress[index] = valueCount(of: index)
        if document.items[index].definitions.isEmpty {
            check.report.droppedProperties += 1
        } else {
            check.report.droppedMetrics += 1
        }
    }

    private mutating func closeLine() {
        lines.append(line.finished(frame))
        line = LineInProgress(frame)
    }

    private func valueCount(of index: Int) -> Int {
        if case .array(let values) = document.items[index].value { return values.count }
        return 1
    }
}

/// The items gathered for one line, and its length so far.
struct LineInProgress {
    /// An upper bound of the finished line's length, its newline included.
    private(set) var bytes: Int
    private(set) var isEmpty = true

    private var members = Line()
    private var definitions: [[UInt8]]
    private var counts: [Int]

    init(_ frame: LineFrame) {
        bytes = frame.plainBytes
        definitions = Array(repeating: [], count: frame.directiveHeads.count)
        counts = Array(repeating: 0, count: frame.directiveHeads.count)
    }

    /// Whether the item goes onto this line without breaking a limit.
    func hasRoom(
        for member: Line,
        _ entries: [CheckedDocument.Definition],
        _ texts: [[UInt8]],
        _ frame: LineFrame,
        limit: Int
    ) -> Bool {
        entries.allSatisfy { counts[$0.directive] < Limits.metricsPerDirective }
            && bytes(with: member, entries, texts, frame) <= limit
    }

    /// The length that the line would have with the item.
    func bytes(
        with member: Line,
        _ entries: [CheckedDocument.Definition],
        _ texts: [[UInt8]],
        _ frame: LineFrame
    ) -> Int {
        var total = bytes + member.greatestBytes + 1
        if !entries.isEmpty, counts.allSatisfy({ $0 == 0 }) { total += frame.metadataBytes }
        for (entry, text) in zip(entries, texts) {
            total += text.count + 1
            if counts[entry.directive] == 0 {
                total += frame.directiveHeads[entry.directive].count + LineFrame.directiveTail.utf8CodeUnitCount + 1
            }
        }
        return total
    }

    /// Adds the item.
    mutating func add(
        _ member: Line,
        _ entries: [CheckedDocument.Definition],
        _ texts: [[UInt8]],
        _ frame: LineFrame
    ) {
        bytes = bytes(with: member, entries, texts, frame)
        isEmpty = false
        for (entry, text) in zip(entries, texts) {
            if counts[entry.directive] > 0 { definitions[entry.directive].append(UInt8(ascii: ",")) }
            definitions[entry.directive] += text
            counts[entry.directive] += 1
        }
        members.append(comma: !members.text.isEmpty)
        members.append(member)
    }

    /// The line's text.
    func finished(_ frame: LineFrame) -> Line {
        var line = Line()
        line.append("{")
        var hasMetrics = false
        for index in definitions.indices where counts[index] > 0 {
            if hasMetrics {
                line.append(",")
            } else {
                line.append(LineFrame.metadataHead)
                line.appendHole(.timestamp)
                line.append(frame.metadata)
                line.append(LineFrame.directivesHead)
                hasMetrics = true
            }
            line.append(frame.directiveHeads[index])
            line.append(definitions[index])
            line.append(LineFrame.directiveTail)
        }
        if hasMetrics {
            line.append(LineFrame.metadataTail)
        } else if !frame.plainTimestamp.isEmpty {
            line.append(frame.plainTimestamp)
            line.appendHole(.timestamp)
            line.append("\"")
        }
        line.append(comma: (hasMetrics || !frame.plainTimestamp.isEmpty) && !frame.properties.isEmpty)
        line.append(frame.properties)
        line.append(comma: line.text.count > 1 && !members.text.isEmpty)
        line.append(members)
        line.append("}\n")
        return line
    }
}
