public import FleetSimulation
internal import TargetTracking

/// A parameter flipped to other values, one at a time.
public struct Flip: Sendable, Hashable {
    /// The setting, a knob or `assume.NAME`.
    public var setting: Setting
    /// Whether it is an assumption about AWS or the world, rather than a choice of the operator.
    public var isAssumption: Bool

    /// A flip of a setting.
    public init(_ setting: Setting, isAssumption: Bool) {
        self.setting = setting
        self.isAssumption = isAssumption
    }

    /// Every alternative of every assumption in force, those of the control plane first.
    ///
    /// Rules of which the scenario has no case are left out, such as those of step policies where there is none.
    public static func assumptions(of scenario: Scenario) -> [Flip] {
        SettingLevels.assumptions(of: scenario).flatMap(\.flips)
    }

    /// Whether a rule of the control plane has a case in a scenario; rules not listed here always may.
    static func matters(_ name: String, to scenario: Scenario) -> Bool {
        let scaling = scenario.scaling
        let watched = scaling.targetTracking.map(\.metric) + scaling.stepScaling.map(\.metric)
        func watches(_ source: MetricDefinition.Source) -> Bool {
            watched.contains { scaling.metrics.indices.contains($0) && scaling.metrics[$0].source == source }
        }
        switch name {
        case "hires_high_periods", "hires_low_periods", "hires_evaluation_s", "hires_action_repeat_s", "hires_delay_s":
            return watches(.ecsServiceHighResolution)
        case "ecs_cpu_metric_delay_s": return watches(.ecsService)
        case "custom_metric_visible_delay_s", "custom_low_periods": return watches(.custom)
        case "step_datapoints": return !scaling.stepScaling.isEmpty
        case "scheduled_action_delay_s": return !scaling.scheduledActions.isEmpty
        case "insufficient_data": return scaling.targetTracking.count > 1
        case "zero_capacity_demand": return scaling.minimumCapacity == 0
        case "deployment_blocks_scale_in": return !scenario.incidents.isEmpty
        default: return true
        }
    }

    /// The candidate of a scenario with this flip.
    ///
    /// - Throws: `TuningError` if the scenario does not take the value.
    public func candidate(of scenario: Scenario) throws(TuningError) -> Candidate {
        var changed = scenario
        try ScenarioKnob.set(setting, in: &changed)
        return Candidate(settings: [setting], scenario: changed)
    }
}

/// What one flip does to the measures and to the verdict.
public struct FlipEffect: Sendable, Hashable {
    /// The flip.
    public var flip: Flip
    /// The paired comparison with the baseline.
    public var comparison: Comparison
    /// The requirements under the flip.
    public var requirements: [RequirementResult]
    /// Whether a requirement that the baseline keeps is broken under the flip, or the other way round.
    public var changesVerdict: Bool

    /// The difference the flip makes to a measure.
    public func difference(_ measure: Measure) -> ComparisonRow? {
        comparison.rows.first { $0.measure == measure }
    }
}

/// One-at-a-time sensitivity: the bars of a tornado, and under how many flips a verdict stands.
public struct Tornado: Sendable, Hashable {
    /// The requirements of the baseline.
    public var baseline: [RequirementResult]
    /// The flips in the order they were given.
    public var effects: [FlipEffect]

    /// The flips under which every requirement keeps its verdict.
    public var unchanged: Int { effects.count { !$0.changesVerdict } }

    /// The same among the assumptions, or among what is not one, with the number of those flips.
    public func unchanged(assumptions: Bool) -> (count: Int, of: Int) {
        let asked = effects.filter { $0.flip.isAssumption == assumptions }
        return (asked.count { !$0.changesVerdict }, asked.count)
    }

    /// The effects by the size of the difference they make to a measure, the largest first.
    public func ranked(by measure: Measure) -> [FlipEffect] {
        effects.enumerated().sorted { left, right in
            let first = left.element.difference(measure)?.difference.mean.magnitude ?? 0
            let second = right.element.difference(measure)?.difference.mean.magnitude ?? 0
            return first == second ? left.offset < right.offset : first > second
        }.map(\.element)
    }

    /// The plan of a tornado: the baseline first, then one candidate for each flip.
    ///
    /// - Throws: `TuningError` if the scenario does not take a value.
    public static func plan(
        _ scenario: Scenario,
        _ flips: [Flip],
        replications: Int,
        measures: [Measure] = Measure.allCases,
        seed: UInt64? = nil
    ) throws(TuningError) -> ReplicationPlan {
        var candidates = [Candidate(scenario: scenario)]
        for flip in flips { candidates.append(try flip.candidate(of: scenario)) }
        return try ReplicationPlan(candidates, replications: replications, measures: measures, seed: seed)
    }

    /// Simulates a plan made by ``plan(_:_:replications:measures:seed:)`` and judges every flip.
    ///
    /// - Throws: `TuningError` if a simulation fails.
    public static func run(
        _ flips: [Flip],
        requirements: [Requirement],
        _ evaluation: inout Evaluation,
        confidence: Double = 0.95
    ) async throws(TuningError) -> Tornado {
        let comparisons = try await Comparison.run(&evaluation, watched: nil, confidence: confidence)
        func results(of candidate: Int) -> [RequirementResult] {
            requirements.map {
                $0.result(of: candidate, in: evaluation, confidence: confidence)
            }
        }
        let baseline = results(of: 0)
        let effects = zip(flips, comparisons).map { flip, comparison in
            let flipped = results(of: comparison.candidate)
            return FlipEffect(
                flip: flip,
                comparison: comparison,
                requirements: flipped,
                changesVerdict: zip(baseline, flipped).contains { before, after in
                    before.requirement.isMet(by: before.estimate) != after.requirement.isMet(by: after.estimate)
                }
            )
        }
        return Tornado(baseline: baseline, effects: effects)
    }
}
