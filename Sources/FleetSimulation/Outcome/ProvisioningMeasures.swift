/// How well a supply of tasks followed a demand for tasks, in the SPEC RG's measures (simulation.md 2.1).
///
/// The normalised forms are those of Herbst et al. 2018 and Bauer et al. 2019; the absolute ones those of BUNGEE.
public struct ProvisioningMeasures: Sendable, Hashable {
    /// theta_U: missing tasks in percent of the demand, averaged over time.
    public var underProvisionedPercent: Double = 0
    /// theta_O: superfluous tasks in percent of the demand, averaged over time.
    public var overProvisionedPercent: Double = 0
    /// tau_U: the share of time with too few tasks, in percent.
    public var underProvisionedTimePercent: Double = 0
    /// tau_O: the share of time with too many tasks, in percent.
    public var overProvisionedTimePercent: Double = 0
    /// upsilon: the share of steps in which supply and demand moved differently, in percent.
    public var instabilityPercent: Double = 0
    /// Missing tasks, averaged over time.
    public var meanMissingTasks: Double = 0
    /// Superfluous tasks, averaged over time.
    public var meanSuperfluousTasks: Double = 0
    /// Units of supply added and removed beyond those of the demand, for each minute.
    public var jitterPerMinute: Double = 0

    /// Creates measures of nothing.
    public init() {}

    /// Measures of two series of equal length.
    ///
    /// A step without demand counts as a demand of one task in the normalised measures.
    ///
    /// - Parameters:
    ///   - demand: Tasks needed in each step.
    ///   - supply: Tasks there in each step.
    ///   - stepMinutes: The length of a step in minutes.
    public init(demand: [Int], supply: [Int], stepMinutes: Double = 1) {
        var accumulator = ProvisioningAccumulator()
        for (demand, supply) in zip(demand, supply) { accumulator.add(demand: demand, supply: supply) }
        self = accumulator.measures(stepMinutes: stepMinutes)
    }

    /// How much better a scaled run is than a baseline: the geometric mean of the ratios baseline / scaled.
    ///
    /// - Returns: The elastic speedup, or nil when a ratio has a zero.
    public static func elasticSpeedup(baseline: ProvisioningMeasures, scaled: ProvisioningMeasures) -> Double? {
        let ratios = [
            (baseline.underProvisionedPercent, scaled.underProvisionedPercent),
            (baseline.overProvisionedPercent, scaled.overProvisionedPercent),
            (baseline.underProvisionedTimePercent, scaled.underProvisionedTimePercent),
            (baseline.overProvisionedTimePercent, scaled.overProvisionedTimePercent),
        ]
        guard ratios.allSatisfy({ $0.0 > 0 && $0.1 > 0 }) else { return nil }
        let product = ratios.reduce(1) { $0 * ($1.0 / $1.1) }
        return product.squareRoot().squareRoot()
    }
}

/// Sums up the steps of two series without keeping them.
struct ProvisioningAccumulator: Sendable {
    private var steps = 0
    private var underRatio = 0.0
    private var overRatio = 0.0
    private var underSteps = 0
    private var overSteps = 0
    private var missing = 0
    private var superfluous = 0
    private var disagreements = 0
    private var demandMoves = 0
    private var supplyMoves = 0
    private var lastDemand = 0
    private var lastSupply = 0

    mutating func add(demand: Int, supply: Int) {
        if supply < demand {
            underRatio += Double(demand - supply) / Double(max(demand, 1))
            underSteps += 1
            missing += demand - supply
        } else if supply > demand {
            overRatio += Double(supply - demand) / Double(max(demand, 1))
            overSteps += 1
            superfluous += supply - demand
        }
        if demand != lastDemand || supply != lastSupply { addMoves(demand: demand, supply: supply) }
        steps += 1
    }

    private mutating func addMoves(demand: Int, supply: Int) {
        let demandStep = demand - lastDemand
        let supplyStep = supply - lastSupply
        lastDemand = demand
        lastSupply = supply
        guard steps > 0 else { return }
        if demandStep.signum() != supplyStep.signum() { disagreements += 1 }
        demandMoves += abs(demandStep)
        supplyMoves += abs(supplyStep)
    }

    func measures(stepMinutes: Double) -> ProvisioningMeasures {
        var result = ProvisioningMeasures()
        guard steps > 0 else { return result }
        let count = Double(steps)
        result.underProvisionedPercent = 100 * underRatio / count
        result.overProvisionedPercent = 100 * overRatio / count
        result.underProvisionedTimePercent = 100 * Double(underSteps) / count
        result.overProvisionedTimePercent = 100 * Double(overSteps) / count
        if steps > 1 { result.instabilityPercent = 100 * Double(disagreements) / (count - 1) }
        result.meanMissingTasks = Double(missing) / count
        result.meanSuperfluousTasks = Double(superfluous) / count
        result.jitterPerMinute = Double(supplyMoves - demandMoves) / (count * stepMinutes)
        return result
    }
}
