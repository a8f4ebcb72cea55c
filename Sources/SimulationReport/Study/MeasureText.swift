import CapacityTuning
import LosslessJSON

/// Values of measures as text, each measure with decimals that fit it.
enum MeasureText {
    /// A value of a measure.
    static func value(_ measure: Measure, _ value: Double) -> String {
        switch measure {
        case .monthlyCost: "$" + NumberText.decimal(value, places: 2)
        case .refused: NumberText.percent(value)
        default: NumberText.decimal(value, places: places(value))
        }
    }

    /// A round value beside an axis.
    static func tick(_ measure: Measure, _ value: Double) -> String {
        switch measure {
        case .monthlyCost: "$" + NumberText.short(value)
        case .refused: NumberText.percent(value, places: 2)
        default: NumberText.short(value)
        }
    }

    /// A round difference beside an axis.
    static func signedTick(_ measure: Measure, _ value: Double) -> String {
        (value > 0 ? "+" : value < 0 ? "-" : "") + tick(measure, value.magnitude)
    }

    /// A difference of a measure, with its sign.
    static func difference(_ measure: Measure, _ value: Double) -> String {
        switch measure {
        case .monthlyCost: signed(value, NumberText.decimal(value.magnitude, places: 2))
        case .refused: signed(value, NumberText.percent(value.magnitude))
        default: signed(value, NumberText.decimal(value.magnitude, places: places(value)))
        }
    }

    /// An interval of a difference.
    static func interval(_ measure: Measure, _ interval: Interval) -> String {
        guard interval.lower.isFinite, interval.upper.isFinite else { return "one run" }
        return "\(difference(measure, interval.lower)) to \(difference(measure, interval.upper))"
    }

    /// A mean with its interval: `$272.59 ±0.61`, or for a probability its upper end: `0 % ≤1 %`.
    static func estimate(_ measure: Measure, _ moments: Moments, _ confidence: Double) -> String {
        let interval = range(measure, moments, confidence)
        guard interval.lower.isFinite, interval.upper.isFinite else { return value(measure, moments.mean) }
        if measure.isIndicator {
            return "\(value(measure, moments.mean)) ≤\(probability(interval.upper))"
        }
        let half = (interval.upper - interval.lower) / 2
        let decimals = measure == .monthlyCost ? 2 : places(moments.mean)
        return "\(value(measure, moments.mean)) ±\(NumberText.decimal(half, places: decimals))"
    }

    /// A probability; about one in a hundred and below with decimals enough to see it below a limit.
    static func probability(_ value: Double) -> String {
        NumberText.percent(value, places: value < 0.0105 ? 3 : 1)
    }

    /// The half-width of an interval of a measure, without a unit but that of a share.
    static func width(_ measure: Measure, _ half: Double) -> String {
        switch measure {
        case .monthlyCost: NumberText.decimal(half, places: 2)
        case .refused: NumberText.percent(half)
        default: NumberText.decimal(half, places: places(half))
        }
    }

    /// The interval of a mean: Wilson's for a probability, Student's for others.
    static func range(_ measure: Measure, _ moments: Moments, _ confidence: Double) -> Interval {
        if measure.isIndicator {
            let hits = Int((moments.mean * Double(moments.count)).rounded())
            return Proportion(hits, of: moments.count).wilson(confidence: confidence)
        }
        return moments.variance == 0 && moments.count > 1
            ? Interval(moments.mean, moments.mean) : moments.interval(confidence: confidence)
    }

    private static func signed(_ value: Double, _ text: String) -> String {
        let isZero = !text.contains { $0.isNumber && $0 != "0" }
        return isZero ? text : (value < 0 ? "-" : "+") + text
    }

    private static func places(_ value: Double) -> Int {
        value.magnitude >= 1000 ? 0 : value.magnitude >= 10 ? 1 : 2
    }
}

extension Measure {
    /// The measure as the head of a narrow column; `min` are minutes.
    var shortTitle: String {
        switch self {
        case .monthlyCost: "cost/month"
        case .billedTaskHours: "task-hours"
        case .refused: "P(refused)"
        case .refusedClients: "refused"
        case .refusedAttempts: "attempts refused"
        case .refusalMinutes: "refusing, min"
        case .waitingClientSeconds: "waiting, s"
        case .forcedDisconnects: "cut"
        case .forcedDisconnectsPerUserDay: "cuts/user-day"
        case .reconnectP99: "back p99, s"
        case .largestWave: "wave/s"
        case .atLimitTaskMinutes: "at limit, min"
        case .hotTaskMinutes: "hot, min"
        case .hottestTask: "fullest task"
        case .scalingActions: "actions"
        case .oscillations: "turns/day"
        case .overshoot: "overshoot"
        case .shortageSeconds: "shortage, s"
        case .underLimit, .underTarget, .overTarget: title
        }
    }
}

extension Interval {
    /// The two ends; null where there is none.
    var json: JSONValue {
        .members([
            ("lower", .double(lower)), ("upper", .double(upper)),
        ])
    }
}

extension RequirementResult {
    /// The requirement with what was found.
    var json: JSONValue {
        .members([
            ("requirement", .string(requirement.text)),
            ("estimate", .double(estimate)),
            ("lower", .double(interval.lower.isFinite ? max(0, interval.lower) : interval.lower)),
            ("upper", .double(interval.upper)),
            ("replications", .integer(replications)),
            ("chance", .double(chance)),
            ("verdict", .string(verdict.rawValue)),
        ])
    }
}
