import Testing

@testable import TargetTracking

struct ScheduleTests {
    /// 2026-11-23T00:00:00Z, a Monday.
    private let monday = 1_795_392_000_000

    @Test(
        "the next run of an expression, in minutes after Monday 2026-11-23 00:00 UTC",
        arguments: [
            ("cron(45 8 ? * MON-FRI *)", "UTC", 525), ("cron(45 8 ? * MON-FRI *)", "+02:00", 405),
            ("cron(0 8 * * ? *)", "Etc/GMT+5", 780), ("cron(0/15 * * * ? *)", "UTC", 15),
            ("cron(0 0 1 * ? *)", "UTC", 8 * 1440), ("cron(0 12 L * ? *)", "UTC", 7 * 1440 + 720),
            ("cron(0 0 ? * 6L *)", "UTC", 4 * 1440), ("cron(0 0 ? * TUE#1 *)", "UTC", 8 * 1440),
            ("cron(0 0 28W * ? *)", "UTC", 4 * 1440), ("cron(0 0 LW * ? *)", "UTC", 7 * 1440),
            ("cron(30 6,18 ? NOV SUN 2026)", "UTC", 6 * 1440 + 390), ("cron(0 0 29 2 ? *)", "UTC", 463 * 1440),
            ("cron(0 0 29 FEB SAT *)", "UTC", 7768 * 1440), ("cron(0 0 1-10/3 12 ? *)", "UTC", 8 * 1440),
            ("at(2026-11-23T08:45:00)", "UTC", 525), ("at(2026-11-23T08:45:00)", "-03:30", 735),
            ("rate(5 minutes)", "UTC", 5), ("rate(1 hour)", "UTC", 60), ("rate(2 days)", "UTC", 2880),
        ]
    )
    func next(text: String, zone: String, minutes: Int) throws {
        let action = ScheduledAction("a", try Schedule(parsing: text, timeZone: zone), minimumCapacity: 1)
        #expect(action.next(after: monday, start: monday).map { ($0 - monday) / 60_000 } == minutes)
    }

    @Test("an expression that never matches again has no next run")
    func never() throws {
        let past = ScheduledAction("a", try Schedule(parsing: "cron(0 0 1 1 ? 2020)"), minimumCapacity: 1)
        #expect(past.next(after: monday, start: monday) == nil)
        let ended = ScheduledAction("a", .rate(60_000), minimumCapacity: 1, notAfter: monday)
        #expect(ended.next(after: monday, start: monday) == nil)
        let later = ScheduledAction("a", .rate(60_000), minimumCapacity: 1, notBefore: monday + 7_200_000)
        #expect(later.next(after: monday, start: monday) == monday + 7_200_000)
    }

    @Test(
        "what is no schedule is refused, saying what was expected",
        arguments: [
            ("every day", "at(...)"), ("cron(0 0 * *)", "6"), ("cron(60 0 * * ? *)", "minute"),
            ("cron(0 0 ? * XYZ *)", "day of week"), ("cron(0 0 32 * ? *)", "day of month"),
            ("cron(0 0 ? 0 * *)", "month"),
            ("cron(5-1 0 ? * * *)", "minute"), ("rate(0 minutes)", "above 0"), ("rate(5 parsecs)", "minutes, hours"),
            ("at(2026-02-30T00:00:00)", "2026-11-23T08:45:00"), ("at(2026-11-23)", "2026-11-23T08:45:00"),
            ("cron(0 0 ? * 1#6 *)", "day of week"), ("cron(0 0 1 * ? 1960)", "year"),
        ]
    )
    func refused(text: String, expected: String) {
        var message = ""
        do { _ = try Schedule(parsing: text) } catch { message = error.description }
        #expect(message.contains(expected), "\(message)")
    }

    @Test("zones with daylight saving are refused by name")
    func zones() {
        var message = ""
        do { _ = try Schedule(parsing: "rate(1 hour)", timeZone: "Europe/Berlin") } catch {
            message = error.description
        }
        #expect(message.contains("Europe/Berlin") && message.contains("+02:00"))
    }

    @Test("a scheduled action moves bounds and desired at once, cooldown or not, and its bounds stay")
    func moves() throws {
        var configuration = ScalingConfiguration(
            minimumCapacity: 2,
            maximumCapacity: 10,
            scheduledActions: [
                ScheduledAction("morning", try Schedule(parsing: "cron(45 7 ? * MON-FRI *)"), minimumCapacity: 6),
                ScheduledAction(
                    "evening",
                    try Schedule(parsing: "cron(0 20 ? * * *)"),
                    minimumCapacity: 2,
                    maximumCapacity: 4
                ),
            ],
            epoch: monday
        )
        var harness = try Harness(configuration, capacity: 2)
        harness.run(to: 86_400_000)
        #expect(harness.changes == [.init(second: 27_900, desired: 6), .init(second: 72_000, desired: 4)])
        let causes = harness.plane.activities.map { harness.plane.cause(of: $0.trigger, policy: $0.policy) }
        #expect(causes.first == "scheduled action name morning was triggered")
        #expect(harness.plane.maximumCapacity == 4 && harness.plane.minimumCapacity == 2)
        configuration.suspended.scheduled = true
        var suspended = try Harness(configuration, capacity: 2)
        suspended.run(to: 86_400_000)
        #expect(suspended.changes.isEmpty)
    }
}
