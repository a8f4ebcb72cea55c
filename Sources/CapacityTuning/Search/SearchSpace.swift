public import FleetSimulation

/// The values to try for each of several knobs, such as `min=1..10,target=40..120/10,lb=rr,lor`.
public struct SearchSpace: Sendable, Hashable {
    /// One knob and its values.
    public struct Axis: Sendable, Hashable {
        /// The knob.
        public var name: String
        /// The values, in the order given.
        public var values: [String]

        /// A knob with the values to try.
        public init(_ name: String, _ values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// The knobs.
    public var axes: [Axis]

    /// A space with the given knobs.
    public init(_ axes: [Axis]) { self.axes = axes }

    /// Reads a list of knobs: `NAME=FROM..TO`, `NAME=FROM..TO/STEP`, or values parted by commas.
    ///
    /// A part without an equals sign is a further value of the knob before it.
    ///
    /// - Throws: `TuningError` naming the part and what was expected.
    public init(parsing text: String) throws(TuningError) {
        var axes: [Axis] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let trimmed = String(part.filter { $0 != " " })
            if let equals = trimmed.firstIndex(of: "=") {
                axes.append(Axis(String(trimmed[..<equals]), []))
                axes[axes.count - 1].values += try SearchSpace.values(String(trimmed[trimmed.index(after: equals)...]))
            } else if axes.isEmpty || trimmed.isEmpty {
                throw TuningError("search \"\(text)\": \"\(part)\" is no NAME=VALUES, as min=1..10 or lb=rr,lor")
            } else {
                axes[axes.count - 1].values += try SearchSpace.values(trimmed)
            }
        }
        for (index, axis) in axes.enumerated() {
            if axes[..<index].contains(where: { $0.name == axis.name }) {
                throw TuningError("search: \"\(axis.name)\" is there twice; give its values in one list")
            }
            if Set(axis.values).count != axis.values.count {
                throw TuningError("search: \"\(axis.name)\" names a value twice")
            }
        }
        self.axes = axes
    }

    private static func values(_ text: String) throws(TuningError) -> [String] {
        guard let dots = text.range(of: "..") else {
            if text.isEmpty { throw TuningError("search: an empty value") }
            return [text]
        }
        let rest = text[dots.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
        guard let from = Int(text[..<dots.lowerBound]), rest.count <= 2, let to = Int(rest[0]), to >= from,
            let step = rest.count == 2 ? Int(rest[1]) : 1, step > 0, (to - from) / step < 10_000
        else {
            throw TuningError("search: \"\(text)\" is no range; expected FROM..TO or FROM..TO/STEP in whole numbers")
        }
        return stride(from: from, through: to, by: step).map(String.init)
    }

    /// The number of points of the whole grid.
    public var gridSize: Int {
        axes.reduce(1) { size, axis in
            let (product, overflow) = size.multipliedReportingOverflow(by: axis.values.count)
            return overflow ? .max : product
        }
    }

    /// Every combination, the last knob varying fastest.
    ///
    /// - Throws: `TuningError` if there are more than 100,000, or a knob does not take a value.
    public func grid(around scenario: Scenario) throws(TuningError) -> [Candidate] {
        guard gridSize <= 100_000 else {
            throw TuningError("search: \(gridSize) combinations; at most 100000, or sample with a Latin hypercube")
        }
        var candidates: [Candidate] = []
        for number in 0..<gridSize {
            var rest = number
            var indices: [Int] = []
            for axis in axes.reversed() {
                indices.append(rest % axis.values.count)
                rest /= axis.values.count
            }
            candidates.append(try candidate(indices.reversed(), around: scenario))
        }
        return candidates
    }

    /// A Latin hypercube: `count` points in which the values of each knob appear equally often.
    ///
    /// The sample depends on the seed alone; equal points are kept once.
    ///
    /// - Throws: `TuningError` if a knob does not take a value.
    public func latinHypercube(
        _ count: Int,
        seed: UInt64,
        around scenario: Scenario
    ) throws(TuningError) -> [Candidate] {
        var generator = SplitMix64(seed: seed)
        var columns: [[Int]] = []
        for axis in axes {
            var column = (0..<count).map { $0 * axis.values.count / max(count, 1) }
            for index in column.indices.reversed().dropLast() {
                column.swapAt(index, Int(generator.next().multipliedFullWidth(by: UInt64(index + 1)).high))
            }
            columns.append(column)
        }
        var seen: Set<[Int]> = []
        var candidates: [Candidate] = []
        for row in 0..<count {
            let indices = columns.map { $0[row] }
            if seen.insert(indices).inserted { candidates.append(try candidate(indices, around: scenario)) }
        }
        return candidates
    }

    private func candidate(_ indices: [Int], around scenario: Scenario) throws(TuningError) -> Candidate {
        var changed = scenario
        var settings: [Setting] = []
        for (axis, index) in zip(axes, indices) {
            let setting = Setting(axis.name, axis.values[index])
            try ScenarioKnob.set(setting, in: &changed)
            settings.append(setting)
        }
        return Candidate(settings: settings, scenario: changed)
    }
}

extension String {
    /// The first place of a text within this one.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
