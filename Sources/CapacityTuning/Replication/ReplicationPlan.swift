public import FleetSimulation
internal import TargetTracking

/// One setting of a candidate, as it was asked for.
public struct Setting: Sendable, Hashable, CustomStringConvertible {
    /// The knob, such as `min`.
    public var name: String
    /// Its value, such as `4`.
    public var value: String

    /// A knob set to a value.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// `min=4`.
    public var description: String { name + "=" + value }
}

/// One configuration to be simulated, with the settings that tell it from the others.
public struct Candidate: Sendable, Hashable {
    /// The settings in the order of the search space; empty for the baseline.
    public var settings: [Setting]
    /// The scenario with the settings applied.
    public var scenario: Scenario

    /// A candidate.
    public init(settings: [Setting] = [], scenario: Scenario) {
        self.settings = settings
        self.scenario = scenario
    }

    /// The settings on one line, or the scenario's name if there are none.
    public var label: String {
        settings.isEmpty ? scenario.name : settings.map(\.description).joined(separator: " ")
    }
}

/// A slice of a plan: some replications of one candidate.
public struct WorkUnit: Sendable, Hashable {
    /// The place in the plan's list.
    public var index: Int
    /// The candidate.
    public var candidate: Int
    /// The replications.
    public var replications: Range<Int>
}

/// Candidates to be simulated with the same seeds, cut into a deterministic list of work units.
///
/// Replication `r` of every candidate uses the seed `seed + r`. Random numbers are keyed by entity, so candidates of
/// one replication see the same clients and start latencies: common random numbers (simulation.md 3.1).
public struct ReplicationPlan: Sendable, Hashable {
    /// The candidates.
    public let candidates: [Candidate]
    /// The most replications of a candidate.
    public let replications: Int
    /// The measures kept of each run.
    public let measures: [Measure]
    /// The seed of replication 0.
    public let seed: UInt64
    /// Replications in one unit.
    public let blockSize: Int

    /// A plan for the candidates.
    ///
    /// - Throws: `TuningError` if there is nothing to run, or a candidate's scenario is wrong.
    public init(
        _ candidates: [Candidate],
        replications: Int,
        measures: [Measure] = Measure.allCases,
        seed: UInt64? = nil,
        blockSize: Int = 8
    ) throws(TuningError) {
        guard let first = candidates.first else { throw TuningError("no candidates to simulate") }
        guard replications > 0, blockSize > 0, !measures.isEmpty else {
            throw TuningError("\(replications) replications in blocks of \(blockSize): expected at least 1 of each")
        }
        for candidate in candidates {
            do {
                try candidate.scenario.validate()
                try candidate.scenario.scaling.validate()
            } catch {
                throw TuningError("\(candidate.label): \(error)")
            }
        }
        self.candidates = candidates
        self.replications = replications
        self.measures = measures
        self.seed = seed ?? first.scenario.seed
        self.blockSize = blockSize
    }

    /// The seed of a replication.
    public func seed(ofReplication replication: Int) -> UInt64 { seed &+ UInt64(replication) }

    /// The number of units.
    public var unitCount: Int { candidates.count * blocksPerCandidate }

    private var blocksPerCandidate: Int { (replications + blockSize - 1) / blockSize }

    /// The unit at a place: block by block, within a block candidate by candidate.
    public func unit(at index: Int) -> WorkUnit {
        let block = index / candidates.count
        return WorkUnit(
            index: index,
            candidate: index % candidates.count,
            replications: block * blockSize..<min((block + 1) * blockSize, replications)
        )
    }

    /// The replications of a candidate, cut where the plan's units end; a unit may be only a part of the plan's.
    func units(of candidate: Int, replications: Range<Int>) -> [WorkUnit] {
        var units: [WorkUnit] = []
        var next = replications.lowerBound
        while next < replications.upperBound {
            let block = next / blockSize
            let end = min((block + 1) * blockSize, replications.upperBound)
            let index = block * candidates.count + candidate
            units.append(WorkUnit(index: index, candidate: candidate, replications: next..<end))
            next = end
        }
        return units
    }

    /// The units of a shard: every `count`-th one from `shard` on, `shard` counting from 0.
    public func units(ofShard shard: Int, of count: Int) -> [WorkUnit] {
        stride(from: shard, to: unitCount, by: count).map(unit(at:))
    }

    /// A number that differs between plans that would give different results.
    public var fingerprint: UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x0000_0100_0000_01b3
        }
        mix("\(replications) \(seed) \(blockSize)")
        for measure in measures { mix(measure.rawValue) }
        for candidate in candidates {
            mix(candidate.label)
            mix(String(describing: candidate.scenario))
        }
        return hash
    }
}
