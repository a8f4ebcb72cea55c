/// The instants at which alarms are evaluated, repeating with the least common interval.
struct LookSchedule: Sendable {
    private let cycle: Milliseconds
    /// The looks within one cycle, ascending.
    private let offsets: [Milliseconds]

    /// The looks of alarms with these intervals and first evaluations.
    init(_ alarms: [(interval: Milliseconds, first: Milliseconds)]) {
        // Intervals that do not divide a minute make the cycle longer, up to an hour; beyond it every instant counts.
        let cycle = alarms.reduce(60_000) { least, alarm in
            least / Int(greatestCommonDivisor(UInt128(least), UInt128(alarm.interval))) * alarm.interval
        }
        self.cycle = cycle
        guard cycle <= 3_600_000 else {
            offsets = []
            return
        }
        var all: Set<Milliseconds> = []
        for alarm in alarms {
            for look in stride(from: alarm.first, to: alarm.first + cycle, by: alarm.interval) {
                all.insert(look - floorDivision(look, cycle) * cycle)
            }
        }
        offsets = all.sorted()
    }

    /// The first look at or after an instant; the instant itself if no schedule is known.
    func first(from instant: Milliseconds) -> Milliseconds {
        guard let last = offsets.last else { return instant }
        let start = floorDivision(instant, cycle) * cycle
        let offset = instant - start
        if offset > last { return start + cycle + offsets[0] }
        var index = 0
        while offsets[index] < offset { index += 1 }
        return start + offsets[index]
    }
}
