/// The results of one shard of a plan, as a text that says which plan and which shard it is.
///
/// ```
/// scalesim-part 1
/// plan 0f3c9d1e5a7b2468 units 96
/// shard 2 of 4
/// unit 1 1000000 0 250000
/// end 24
/// ```
public struct PartFile: Sendable, Hashable {
    /// The plan's fingerprint.
    public var fingerprint: UInt64
    /// The units of the whole plan.
    public var planUnits: Int
    /// The shard, from 0.
    public var shard: Int
    /// The number of shards.
    public var shards: Int
    /// The results of the shard's units.
    public var results: [UnitResult]

    /// A part with the results of a shard.
    public init(plan: ReplicationPlan, shard: Int, of shards: Int, results: [UnitResult]) {
        fingerprint = plan.fingerprint
        planUnits = plan.unitCount
        self.shard = shard
        self.shards = shards
        self.results = results
    }

    /// The text of the file.
    public var text: String {
        var text = "scalesim-part 1\nplan \(PartFile.hexadecimal(fingerprint)) units \(planUnits)\n"
        text += "shard \(shard + 1) of \(shards)\n"
        for result in results {
            text += "unit \(result.unit)"
            for value in result.values { text += " \(value)" }
            text += "\n"
        }
        return text + "end \(results.count)\n"
    }

    /// Reads a file.
    ///
    /// - Throws: `TuningError` naming the file and the line, and what was expected there.
    public init(parsing text: String, name: String) throws(TuningError) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        func wrong(_ line: Int, _ expected: String) -> TuningError {
            TuningError("\(name):\(line + 1): expected \(expected); is this a whole part file of scalesim --shard?")
        }
        guard lines.first == "scalesim-part 1" else { throw wrong(0, "\"scalesim-part 1\"") }
        guard lines.count >= 4 else { throw wrong(lines.count, "\"plan\", \"shard\" and \"end\" lines") }
        let plan = lines[1].split(separator: " ")
        guard plan.count == 4, plan[0] == "plan", plan[1].utf8.count == 16, plan[2] == "units",
            let fingerprint = UInt64(plan[1], radix: 16), let planUnits = Int(plan[3]), planUnits > 0
        else { throw wrong(1, "\"plan FINGERPRINT units COUNT\"") }
        let shard = lines[2].split(separator: " ")
        guard shard.count == 4, shard[0] == "shard", shard[2] == "of", let number = Int(shard[1]),
            let count = Int(shard[3]), count >= 1, (1...count).contains(number)
        else { throw wrong(2, "\"shard I of N\"") }
        self.fingerprint = fingerprint
        self.planUnits = planUnits
        self.shard = number - 1
        shards = count
        results = []
        let last = lines.count - 1
        for index in 3..<last {
            let fields = lines[index].split(separator: " ")
            let values = fields.dropFirst().compactMap { Int($0) }
            guard fields.first == "unit", values.count == fields.count - 1, let unit = values.first,
                (0..<planUnits).contains(unit)
            else { throw wrong(index, "\"unit NUMBER VALUES\"") }
            results.append(UnitResult(unit: unit, values: Array(values.dropFirst())))
        }
        guard lines[last] == "end \(results.count)" else {
            throw wrong(last, "\"end \(results.count)\": the file was cut short or edited")
        }
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension PartFile {
    /// Puts the parts of a plan together; the result is that of running the whole plan.
    ///
    /// - Parameters:
    ///   - parts: The parts with the names of their files, in any order.
    ///   - plan: The plan they must belong to.
    /// - Returns: The results of every unit, in the order of the units.
    /// - Throws: `TuningError` naming a part of another plan, a part given twice, or the parts that are missing.
    public static func merge(
        _ parts: [(name: String, part: PartFile)],
        of plan: ReplicationPlan
    ) throws(TuningError) -> [UnitResult] {
        guard let first = parts.first else { throw TuningError("no part files to merge") }
        let fingerprint = plan.fingerprint
        var nameOfShard: [Int: String] = [:]
        for (name, part) in parts {
            guard part.fingerprint == fingerprint, part.planUnits == plan.unitCount else {
                throw TuningError(
                    "\(name): belongs to another plan (\(hexadecimal(part.fingerprint)), not "
                        + "\(hexadecimal(fingerprint))); give the same scenario, search, replications and seed"
                )
            }
            guard part.shards == first.part.shards else {
                throw TuningError("\(name): shard of \(part.shards), but \(first.name) is one of \(first.part.shards)")
            }
            if let other = nameOfShard.updateValue(name, forKey: part.shard) {
                throw TuningError("\(name): shard \(part.shard + 1) is there twice, also in \(other)")
            }
        }
        let missing = (0..<first.part.shards).filter { nameOfShard[$0] == nil }.map { String($0 + 1) }
        guard missing.isEmpty else {
            throw TuningError("shards missing of \(first.part.shards): " + missing.joined(separator: ", "))
        }
        var results: [UnitResult?] = Array(repeating: nil, count: plan.unitCount)
        for (name, part) in parts {
            let expected = plan.units(ofShard: part.shard, of: part.shards)
            guard part.results.map(\.unit) == expected.map(\.index) else {
                throw TuningError("\(name): its units are not those of shard \(part.shard + 1) of \(part.shards)")
            }
            for (unit, result) in zip(expected, part.results) {
                guard result.values.count == unit.replications.count * plan.measures.count else {
                    throw TuningError(
                        "\(name): unit \(unit.index) has \(result.values.count) values; expected "
                            + "\(unit.replications.count * plan.measures.count)"
                    )
                }
                results[unit.index] = result
            }
        }
        return results.compactMap(\.self)
    }
}
