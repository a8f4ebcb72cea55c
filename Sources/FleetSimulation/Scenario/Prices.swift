/// Prices in US dollars; configuration, not constants (aws.md E).
public struct Prices: Sendable, Hashable {
    /// Where and when they were read.
    public var source: String
    /// One virtual processor for an hour.
    public var vCPUHourDollars: Double
    /// One GB of memory for an hour.
    public var gigabyteHourDollars: Double
    /// The least billed time of a task, in seconds.
    public var minimumBilledSeconds: Int
    /// One custom metric for a month.
    public var customMetricMonthDollars: Double
    /// One alarm for a month.
    public var alarmMonthDollars: Double
    /// One high-resolution alarm for a month.
    public var highResolutionAlarmMonthDollars: Double
    /// One GB of logs taken in.
    public var logGigabyteDollars: Double
    /// Bytes of one published document, for the log charge.
    public var bytesPerPublishedDocument: Int
    /// Custom metrics the bridge publishes.
    public var customMetrics: Int
    /// Hours in a month of account.
    public var hoursPerMonth: Double

    /// Creates a price list; the defaults are Fargate Linux/x86 in us-east-1.
    public init(
        source: String = "us-east-1, Linux/x86, public figures of 2026-03",
        vCPUHourDollars: Double = 0.04048,
        gigabyteHourDollars: Double = 0.004445,
        minimumBilledSeconds: Int = 60,
        customMetricMonthDollars: Double = 0.30,
        alarmMonthDollars: Double = 0.10,
        highResolutionAlarmMonthDollars: Double = 0.30,
        logGigabyteDollars: Double = 0.50,
        bytesPerPublishedDocument: Int = 400,
        customMetrics: Int = 1,
        hoursPerMonth: Double = 730
    ) {
        self.source = source
        self.vCPUHourDollars = vCPUHourDollars
        self.gigabyteHourDollars = gigabyteHourDollars
        self.minimumBilledSeconds = minimumBilledSeconds
        self.customMetricMonthDollars = customMetricMonthDollars
        self.alarmMonthDollars = alarmMonthDollars
        self.highResolutionAlarmMonthDollars = highResolutionAlarmMonthDollars
        self.logGigabyteDollars = logGigabyteDollars
        self.bytesPerPublishedDocument = bytesPerPublishedDocument
        self.customMetrics = customMetrics
        self.hoursPerMonth = hoursPerMonth
    }

    /// Fargate Linux/x86, us-east-1.
    public static let fargateX86 = Prices()
    /// Fargate Linux/ARM, us-east-1.
    public static let fargateARM = Prices(
        source: "us-east-1, Linux/ARM, public figures of 2026-03",
        vCPUHourDollars: 0.03238,
        gigabyteHourDollars: 0.00356
    )

    /// One task of the given size for an hour, in dollars.
    public func taskHourDollars(vCPU: Double, memoryGB: Double) -> Double {
        vCPU * vCPUHourDollars + memoryGB * gigabyteHourDollars
    }

    /// What Fargate bills for a task that lived this long: whole seconds, at least the minimum.
    public func billedSeconds(aliveMilliseconds: Int) -> Int {
        max(minimumBilledSeconds, (aliveMilliseconds + 999) / 1000)
    }
}
