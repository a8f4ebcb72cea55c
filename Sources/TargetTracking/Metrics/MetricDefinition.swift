/// A CloudWatch metric as a policy sees it: samples under one identity, read in closed periods.
public struct MetricDefinition: Sendable, Hashable {
    /// Who publishes the metric; decides the default resolution and delay.
    public enum Source: Sendable, Hashable {
        /// A predefined metric of the ECS service: one datapoint a minute, late by `ecs_cpu_metric_delay_s`.
        case ecsService
        /// A predefined high-resolution metric: one datapoint every 20 s.
        case ecsServiceHighResolution
        /// A metric published by the tasks themselves.
        case custom
    }

    /// The name used in explanations, such as `cpu` or `connections`.
    public var name: String
    /// Who publishes the metric.
    public var source: Source
    /// Samples are whole numbers in this fraction of one: 1 for connections, 1000 for thousandths of a percent.
    public var unitsPerOne: Int
    /// From a sample's timestamp (custom) or the end of its period (ECS) to its being visible; `nil` for the assumption.
    public var delay: Milliseconds?

    /// A metric with the given name and publisher.
    public init(_ name: String, source: Source, unitsPerOne: Int = 1, delay: Milliseconds? = nil) {
        self.name = name
        self.source = source
        self.unitsPerOne = unitsPerOne
        self.delay = delay
    }

    /// The period of the alarms that target tracking makes for this metric: 20 s or 60 s.
    public var period: Milliseconds {
        source == .ecsServiceHighResolution ? 20_000 : 60_000
    }
}

/// What CloudWatch computes from the samples of one period.
public enum Statistic: String, Sendable, Hashable, CaseIterable {
    /// Sum over sample count: weighted by samples, not by publishers.
    case average = "Average"
    /// The sum of the samples.
    case sum = "Sum"
    /// The smallest sample.
    case minimum = "Minimum"
    /// The largest sample.
    case maximum = "Maximum"
    /// The number of samples.
    case sampleCount = "SampleCount"
}
