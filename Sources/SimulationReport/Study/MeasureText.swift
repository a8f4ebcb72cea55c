import CapacityTuning

/// Values of measures as text, each measure with decimals that fit it.
enum MeasureText {
    /// The measure as the head of a narrow column; `min` are minutes.
    static func head(_ measure: Measure) -> String {
        switch measure {
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
        case .underLimit, .underTarget, .overTarget: measure.title
        }
    }

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

    private static func signed(_ value: Double, _ text: String) -> String {
        let isZero = !text.contains { $0.isNumber && $0 != "0" }
        return isZero ? text : (value < 0 ? "-" : "+") + text
    }

    private static func places(_ value: Double) -> Int {
        value.magnitude >= 1000 ? 0 : value.magnitude >= 10 ? 1 : 2
    }
}
