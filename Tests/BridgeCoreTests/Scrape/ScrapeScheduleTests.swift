import BridgeCore
import Testing

struct ScrapeScheduleTests {
    @Test func `the grid begins with the first answer and never shifts`() {
        var schedule = ScrapeSchedule(intervalMilliseconds: 30_000, start: 1000)
        schedule.answered(scrapeBegunAt: 4000)
        schedule.answered(scrapeBegunAt: 5000)
        let due = [4000, 4001, 33_999, 34_000, 70_500].map { schedule.next(after: $0) }
        #expect(due == [34_000, 34_000, 34_000, 64_000, 94_000])
    }

    @Test func `a target that never answered is tried every second for a minute, then once per interval`() {
        let schedule = ScrapeSchedule(intervalMilliseconds: 30_000, start: 0)
        let due = [0, 500, 59_999, 60_000, 61_000, 95_000].map { schedule.next(after: $0) }
        #expect(due == [1000, 1000, 60_000, 90_000, 90_000, 120_000])
    }

    @Test func `an interval below a second is never stretched by eager tries`() {
        let schedule = ScrapeSchedule(intervalMilliseconds: 200, start: 0)
        #expect(schedule.next(after: 0) == 200)
    }

    @Test(arguments: [1, 7, 999, 30_000] as [Int64])
    func `the next moment is always later than now and at most one interval away`(interval: Int64) {
        var schedule = ScrapeSchedule(intervalMilliseconds: interval, start: 0)
        schedule.answered(scrapeBegunAt: 3)
        let gaps = (3..<1000).map { schedule.next(after: $0) - $0 }
        #expect(gaps.allSatisfy { $0 > 0 && $0 <= interval })
    }
}
