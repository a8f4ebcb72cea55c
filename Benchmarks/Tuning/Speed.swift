import CapacityTuning
import FleetSimulation

extension Scenario {
    /// A week of days between 15 % and 100 % of 640 clients, with 2 h sessions and a crowd at nine each day.
    ///
    /// - Parameter tokens: Whether streams end each hour with their token, as the guide's do; that doubles the events.
    /// - Returns: The scenario.
    fileprivate static func week(tokens: Bool) -> Scenario {
        let session = Distribution.exponential(mean: 7200)
        let rate = 640.0 / 7200
        var scenario = powersyncGuide()
        scenario.name = "week"
        scenario.horizonSeconds = 7 * 86_400
        if !tokens { scenario.clients = ClientBehavior() }
        scenario.workload = Workload(
            initial: .count(96, sessionSeconds: session),
            sources: [
                ClientSource(
                    name: "day",
                    arrivals: .poisson(.diurnal(low: 0.15 * rate, high: rate, peakSecondOfDay: 12 * 3600)),
                    sessionSeconds: session
                )
            ]
                + (0..<7).map { day in
                    ClientSource(
                        name: "nine o'clock, day \(day + 1)",
                        arrivals: .cohort(
                            clients: 384,
                            startSeconds: Double(day) * 86_400 + 9 * 3600,
                            offsetSeconds: .uniform(from: 0, to: 60)
                        ),
                        sessionSeconds: session
                    )
                }
        )
        return scenario
    }
}

/// Tunes over 50 candidates of a week each, with halving from 8 to 256 replications, and prints what it takes.
func printSpeed(workers: [Int]) async throws {
    for tokens in [false, true] {
        print(tokens ? "streams that end with their token each hour" : "streams that last as long as their session")
        var first: (result: TuningResult, wall: Double)?
        for count in workers {
            let search = try SearchSpace(parsing: "min=1..10,target=40..120/20")
            let plan = try ReplicationPlan(try search.grid(around: .week(tokens: tokens)), replications: 256)
            var evaluation = Evaluation(plan, runner: ReplicationRunner(workers: count))
            let wall = wallSeconds()
            let cpu = cpuSeconds()
            let result = try await Tuning.search(TuningGoal(), &evaluation)
            let seconds = wallSeconds() - wall
            let used = cpuSeconds() - cpu
            let days = Double(result.replicationsRun) * 7
            print(
                "  \(count) worker\(count == 1 ? "" : "s"): \(decimal(days, 0)) days in \(decimal(seconds, 2)) s, "
                    + "\(decimal(days / seconds, 0)) days/s; \(decimal(used, 2)) s of CPU, "
                    + "\(decimal(used / seconds, 2)) cores, \(decimal(days / used, 0)) days/s of each"
            )
            if let first {
                precondition(first.result == result, "the answer depends on the workers")
                print("  \(decimal(first.wall / seconds, 2)) times as fast as with \(workers[0])")
            } else {
                first = (result, seconds)
            }
        }
    }
    print("peak resident memory \(peakResidentKilobytes()) KiB")
}

/// Compares two configurations of an hour over many replications, and prints the memory that it takes.
func printMemory(replications: Int) async throws {
    var scenario = Scenario.powersyncGuide(peakClients: 64)
    scenario.horizonSeconds = 3600
    let candidates = try SearchSpace(parsing: "min=2,4").grid(around: scenario)
    let plan = try ReplicationPlan(candidates, replications: replications)
    var evaluation = Evaluation(plan, runner: ReplicationRunner(workers: 2))
    _ = try await Comparison.run(&evaluation, watched: nil)
    print("compare 2 x \(replications) replications: peak resident memory \(peakResidentKilobytes()) KiB")
}
