import BridgeCore
import Testing

struct TargetStateMachineTests {
    private func machine() -> TargetStateMachine {
        TargetStateMachine(intervalMilliseconds: 10_000, timeoutMilliseconds: 5000, start: 0)
    }

    @Test func `a scrape begins at once and the next one is on the grid`() {
        var machine = self.machine()
        #expect(machine.timerFired(at: 0) == [.beginScrape(timeoutMilliseconds: 5000)])
        let actions = machine.scrapeEnded(.values, at: 4000)
        #expect(actions.last == .wake(at: 10_000))
        #expect(machine.lastValuesAt == 4000)
    }

    @Test func `a scrape never overlaps itself`() {
        var machine = self.machine()
        _ = machine.timerFired(at: 0)
        _ = machine.scrapeEnded(.values, at: 1)
        _ = machine.timerFired(at: 10_000)
        #expect(machine.timerFired(at: 20_000) == [.wake(at: 30_000)])
        #expect(machine.skippedCount == 1)
    }

    @Test func `a state is reported once, when it changes`() {
        var machine = self.machine()
        let outcomes: [ScrapeOutcome] = [
            .failed(.refused), .failed(.refused), .values, .values, .absent(.notSelected(sampleCount: 2)),
            .absent(.notSelected(sampleCount: 3)), .failed(.status(500)), .failed(.status(503)), .values,
        ]
        var reported: [Int] = []
        var previous: [Int] = []
        for (index, outcome) in outcomes.enumerated() {
            let time = Int64(index) * 10_000
            _ = machine.timerFired(at: time)
            for case .report(let change) in machine.scrapeEnded(outcome, at: time + 1) {
                reported.append(index)
                previous.append(change.previousCount)
            }
        }
        #expect(reported == [0, 2, 4, 6, 7, 8])
        #expect(previous == [0, 2, 2, 2, 1, 1])
        #expect(machine.scrapeCount == outcomes.count)
    }

    @Test func `a failed scrape does not begin the grid, an answer without series does`() {
        var machine = self.machine()
        _ = machine.timerFired(at: 0)
        #expect(machine.scrapeEnded(.failed(.refused), at: 2).last == .wake(at: 1000))
        _ = machine.timerFired(at: 1000)
        #expect(machine.scrapeEnded(.absent(.noSamples(comment: nil)), at: 1002).last == .wake(at: 11_000))
    }

    @Test func `a stopped machine begins nothing and asks for no timer`() {
        var machine = self.machine()
        _ = machine.timerFired(at: 0)
        machine.stop()
        let ended = machine.scrapeEnded(.values, at: 5)
        #expect(ended.allSatisfy { if case .report = $0 { true } else { false } })
        #expect(machine.timerFired(at: 10_000).isEmpty)
    }
}
