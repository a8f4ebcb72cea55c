/// What is kept of one candidate.
struct CandidateSums: Sendable {
    /// Replications added.
    var count = 0
    /// The moments of each measure.
    var moments: [Moments]
    /// Replications with a value above zero, for each measure.
    var positives: [Int]
    /// The largest values of each measure that is heavy-tailed.
    var tails: [TailSketch?]
    /// The rows not yet summed up in pairs.
    var rows: [Int] = []

    init(_ measures: [Measure]) {
        moments = Array(repeating: Moments(), count: measures.count)
        positives = Array(repeating: 0, count: measures.count)
        tails = measures.map { $0.isHeavyTailed ? TailSketch() : nil }
    }

    mutating func add(_ values: [Int]) {
        let width = moments.count
        for (place, value) in values.enumerated() {
            moments[place % width].add(value)
            if value > 0 { positives[place % width] += 1 }
            tails[place % width]?.add(value)
        }
        count += values.count / width
        rows += values
    }
}

/// The differences between two candidates: second minus first.
struct PairSums: Sendable {
    let first: Int
    let second: Int
    var differences: [Moments]

    init(first: Int, second: Int, width: Int) {
        self.first = first
        self.second = second
        differences = Array(repeating: Moments(), count: width)
    }

    mutating func add(_ firstRows: [Int], _ secondRows: [Int]) {
        let width = differences.count
        for place in 0..<min(firstRows.count, secondRows.count) {
            differences[place % width].add(secondRows[place] - firstRows[place])
        }
    }
}
