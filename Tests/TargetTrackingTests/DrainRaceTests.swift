import Testing

@testable import TargetTracking

/// A draining task keeps its connections and goes on publishing, so the average does not move until it is gone.
struct DrainRaceTests {
    /// 1,000 connections on 13 tasks at target 80 for 20 minutes, then 935; each scale-in drains for `deregistration` before its connections move.
    private func actions(delay: Int, cooldown: Int, deregistration: Int = 300) throws -> [Harness.Change] {
        var harness = try Harness(capacity: 13, scaleInCooldown: .seconds(cooldown))
        // When the connections of the tasks removed so far have moved: the number of tasks that share them by then.
        var shared: [(from: Milliseconds, tasks: Int)] = [(0, 13)]
        var seen = 0
        for minute in 0..<80 {
            let start = minute * 60_000
            let tasks = shared.last { $0.from <= start }?.tasks ?? 13
            harness.plane.record(
                spread(minute < 20 ? 1000 : 935, over: tasks),
                of: 0,
                at: start,
                visibleAt: start + 60_000 + .seconds(delay)
            )
            harness.run(to: start + 60_000)
            for change in harness.changes.dropFirst(seen) {
                shared.append(((change.second + deregistration) * 1000, change.desired))
                seen += 1
            }
        }
        return harness.changes
    }

    @Test(
        "one scale-in is enough only if the cooldown outlasts the drain, the metric delay and one more minute",
        arguments: [0, 60, 120],
        [300, 360, 420, 480, 540]
    )
    func threshold(delay: Int, cooldown: Int) throws {
        let changes = try actions(delay: delay, cooldown: cooldown)
        #expect(changes.first == .init(second: 2100 + delay, desired: 12))
        #expect((changes.count == 1) == (cooldown >= 300 + delay + 60), "\(changes)")
    }

    @Test("a shorter deregistration delay removes the race at the guide's cooldown")
    func shorterDrain() throws {
        #expect(try actions(delay: 120, cooldown: 300, deregistration: 120).count == 1)
        #expect(try actions(delay: 120, cooldown: 300, deregistration: 180).count > 1)
    }
}
