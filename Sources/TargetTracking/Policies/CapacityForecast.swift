/// Predictive scaling with its forecast given: an hourly lower bound of the desired capacity that only adds.
public struct CapacityForecast: Sendable, Hashable {
    /// What is done when a forecast exceeds the maximum capacity.
    public enum MaximumBreach: Sendable, Hashable {
        /// The maximum capacity holds.
        case honorsMaximum
        /// The maximum is exceeded up to the forecast plus this many percent, 0 to 100.
        case raisesMaximum(bufferPercent: Int)
    }

    /// The forecast capacity of each hour from time zero on; after the last one there is no bound.
    public var hourlyCapacity: [Int]
    /// How long before its hour a capacity is asked for; 0 to 3600 s.
    public var schedulingBuffer: Milliseconds
    /// Whether the forecast is acted upon, or only made.
    public var scales: Bool
    /// What is done when a forecast exceeds the maximum capacity.
    public var maximumBreach: MaximumBreach

    /// A forecast for the hours from time zero on.
    public init(
        hourlyCapacity: [Int],
        schedulingBuffer: Milliseconds = 300_000,
        scales: Bool = true,
        maximumBreach: MaximumBreach = .honorsMaximum
    ) {
        self.hourlyCapacity = hourlyCapacity
        self.schedulingBuffer = schedulingBuffer
        self.scales = scales
        self.maximumBreach = maximumBreach
    }
}
