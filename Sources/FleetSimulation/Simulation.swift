import TargetTracking

/// A scenario ready to run, again and again: what one run allocates, the next one uses.
///
/// A simulation belongs to one thread; make one for each and give every run its seed. The outcome depends on the
/// scenario, the options and the seed alone.
///
/// ```swift
/// let simulation = try Simulation(Scenario())
/// let outcome = simulation.run(seed: 1)
/// ```
public final class Simulation {
    private var engine: Engine

    /// The scenario.
    public let scenario: Scenario

    /// Makes a scenario ready.
    ///
    /// - Parameters:
    ///   - scenario: The scenario.
    ///   - options: What runs record and check.
    /// - Throws: ``ScenarioError`` with everything that is wrong with the scenario.
    public init(_ scenario: Scenario, options: RunOptions = .full) throws(ScenarioError) {
        try scenario.validate()
        self.scenario = scenario
        do {
            engine = try Engine(scenario, options: options)
        } catch {
            throw ScenarioError(problems: ["scaling: \(error)"])
        }
    }

    /// Runs the scenario with a seed, or with its own.
    ///
    /// - Parameter seed: The seed of every random number of the run; by default the scenario's.
    /// - Returns: What the run gave.
    public func run(seed: UInt64? = nil) -> Outcome {
        engine.run(seed: seed ?? scenario.seed)
        return engine.outcome()
    }
}

/// What is wrong with a scenario.
public struct ScenarioError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Every problem: the field, what it is, and what was expected.
    public var problems: [String]

    /// Creates an error.
    public init(problems: [String]) {
        self.problems = problems
    }

    public var description: String { problems.joined(separator: "\n") }
}
