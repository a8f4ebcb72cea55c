public import TargetTracking

/// What a run records and checks beside its measures.
public struct RunOptions: Sendable, Hashable {
    /// Whether the series for charts are recorded.
    public var recordsSeries: Bool
    /// Between two rows of the series, in seconds.
    public var seriesStepSeconds: Double
    /// Whether events of tasks are recorded.
    public var recordsEvents: Bool
    /// Which decisions of the control plane are recorded.
    public var decisions: DecisionRecording
    /// Whether conservation laws are checked after every event; slow.
    public var checksConservation: Bool

    /// Creates options; by default everything a report needs is recorded.
    public init(
        recordsSeries: Bool = true,
        seriesStepSeconds: Double = 60,
        recordsEvents: Bool = true,
        decisions: DecisionRecording = .changes,
        checksConservation: Bool = false
    ) {
        self.recordsSeries = recordsSeries
        self.seriesStepSeconds = seriesStepSeconds
        self.recordsEvents = recordsEvents
        self.decisions = decisions
        self.checksConservation = checksConservation
    }

    /// Everything for a report of one run.
    public static let full = RunOptions()
    /// Measures alone, for many replications.
    public static let measuresOnly = RunOptions(recordsSeries: false, recordsEvents: false, decisions: .none)
}
