/// How an alarm compares a datapoint with its threshold.
public enum ComparisonOperator: String, Sendable, Hashable, CaseIterable {
    /// `>`: what target tracking uses to scale out.
    case greaterThan = "GreaterThanThreshold"
    /// `>=`.
    case greaterThanOrEqual = "GreaterThanOrEqualToThreshold"
    /// `<`: what target tracking uses to scale in.
    case lessThan = "LessThanThreshold"
    /// `<=`.
    case lessThanOrEqual = "LessThanOrEqualToThreshold"
}

/// How an alarm treats a period without a datapoint.
public enum MissingDataTreatment: String, Sendable, Hashable, CaseIterable {
    /// As if it were not there; no datapoint at all is INSUFFICIENT_DATA. Target tracking uses this.
    case missing
    /// The state is kept.
    case ignore
    /// As a breaching datapoint.
    case breaching
    /// As a datapoint within the threshold.
    case notBreaching
}

/// The state of an alarm.
public enum AlarmState: String, Sendable, Hashable, CaseIterable {
    /// Within the threshold.
    case ok = "OK"
    /// Breaching: the scaling action runs, and runs again every minute.
    case alarm = "ALARM"
    /// No datapoint to judge by; also the state of a new alarm.
    case insufficientData = "INSUFFICIENT_DATA"
}

/// The settings of one CloudWatch alarm, except the metric it watches.
public struct AlarmSettings: Sendable, Hashable {
    /// The alarm's name; decides the order among alarms evaluated in the same instant.
    public var name: String
    /// The comparison with the threshold.
    public var comparison: ComparisonOperator
    /// The threshold.
    public var threshold: Ratio
    /// The statistic compared.
    public var statistic: Statistic
    /// The period in milliseconds: 10 s, 20 s, 30 s or whole minutes.
    public var period: Milliseconds
    /// N: the datapoints evaluated.
    public var evaluationPeriods: Int
    /// M: the breaching datapoints that make an alarm; at most N.
    public var datapointsToAlarm: Int
    /// What a missing datapoint means.
    public var missingData: MissingDataTreatment
    /// When in its evaluation interval the alarm is evaluated; `nil` draws a phase.
    public var phase: Milliseconds?

    /// An alarm with the given settings.
    public init(
        _ name: String,
        _ comparison: ComparisonOperator,
        _ threshold: Ratio,
        statistic: Statistic = .average,
        period: Milliseconds = 60_000,
        evaluationPeriods: Int,
        datapointsToAlarm: Int? = nil,
        missingData: MissingDataTreatment = .missing,
        phase: Milliseconds? = nil
    ) {
        self.name = name
        self.comparison = comparison
        self.threshold = threshold
        self.statistic = statistic
        self.period = period
        self.evaluationPeriods = evaluationPeriods
        self.datapointsToAlarm = datapointsToAlarm ?? evaluationPeriods
        self.missingData = missingData
        self.phase = phase
    }
}
