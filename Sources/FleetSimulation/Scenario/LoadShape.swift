/// A quantity over simulated time: an arrival rate in clients per second, or a number of clients online.
///
/// Shapes are sums, scalings and shifts of simple ones. They are turned into straight pieces before a run: exactly for
/// constants, steps, ramps and traces, on a one-minute grid for the curved ones.
public indirect enum LoadShape: Sendable, Hashable {
    /// The same value for ever.
    case constant(Double)
    /// Holds each point's value until the next point; the first value holds before it.
    case steps([LoadPoint])
    /// Straight lines between the points; constant before the first and after the last.
    case ramps([LoadPoint])
    /// One raised cosine a day: `low` twelve hours from the peak, `high` at it.
    case diurnal(low: Double, high: Double, peakSecondOfDay: Double)
    /// A sine around a mean: `mean + amplitude * sin(2 pi (t - shift) / period)`; negative values count as zero.
    case sine(mean: Double, amplitude: Double, periodSeconds: Double, shiftSeconds: Double)
    /// Another shape times a factor for the day of the week; the first factor is for the day the run starts on.
    case weekly(dayFactors: [Double], LoadShape)
    /// A gamma-shaped wave of arrivals: `total` clients in all, after `startSeconds`, on average `meanSeconds` later.
    case wave(total: Double, startSeconds: Double, meanSeconds: Double, shape: Double)
    /// `total` spread evenly over a while: a flash crowd as a rate.
    case burst(total: Double, startSeconds: Double, durationSeconds: Double)
    /// Another shape, plus `count` copies of it, each `periodSeconds` after the last and `decay` times as large.
    ///
    /// This is a cohort that comes again when its tokens expire together ("token echo").
    case echo(LoadShape, periodSeconds: Double, count: Int, decay: Double)
    /// Another shape repeated every day.
    case daily(LoadShape)
    /// Another shape moved later in time.
    case delayed(bySeconds: Double, LoadShape)
    /// The sum of shapes.
    case sum([LoadShape])
    /// Another shape times a factor.
    case scaled(by: Double, LoadShape)
}

/// A value at an instant, the row of a trace.
public struct LoadPoint: Sendable, Hashable {
    /// The instant in seconds from the start of the run.
    public var seconds: Double
    /// The value there.
    public var value: Double

    /// Creates a point.
    public init(seconds: Double, value: Double) {
        self.seconds = seconds
        self.value = value
    }
}
