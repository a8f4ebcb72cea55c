import Glibc

/// The user CPU time of this process in seconds: neighbours on the machine disturb it less than the wall clock.
func userSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) * 1e-6
}

/// Something to be timed, and its times so far.
final class Measurement {
    let name: String
    private let work: () -> Void
    private var repeats = 1
    private var times: [Double] = []

    init(_ name: String, _ work: @escaping () -> Void) {
        self.name = name
        self.work = work
    }

    private func run() -> Double {
        let start = userSeconds()
        for _ in 0..<repeats { work() }
        return userSeconds() - start
    }

    /// Finds out how many repeats make a round last long enough for the clock.
    func warmUp(seconds: Double) {
        work()
        while run() < seconds / 4, repeats < 1 << 24 { repeats *= 2 }
        repeats *= 4
    }

    func round() {
        times.append(run() / Double(repeats))
    }

    /// The median time of one run in seconds.
    var median: Double {
        let sorted = times.sorted()
        return sorted[sorted.count / 2]
    }

    /// The fastest time of one run in seconds: what it takes when nothing disturbs.
    var best: Double { times.min() ?? 0 }
}
