/// When a scheduled action runs: `at(...)`, `rate(...)` or `cron(...)`.
public enum Schedule: Sendable, Hashable {
    /// Once, in milliseconds since 1970-01-01 UTC.
    case at(Milliseconds)
    /// Every so often, counted from the action's start.
    case rate(Milliseconds)
    /// By the calendar.
    case cron(CronExpression)
}
