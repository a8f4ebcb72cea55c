import FleetSimulation
import Glibc

// How fast the simulator is, in user CPU time of one thread, since the machine may be busy.

func userSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
}

func residentKilobytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
}

/// Prints a number with one decimal, or none above 100.
func text(_ value: Double) -> String {
    value >= 100 ? String(Int(value.rounded())) : String((value * 10).rounded() / 10)
}

/// Runs a scenario with many seeds and prints simulated days and events for each second of CPU.
func measure(_ name: String, _ scenario: Scenario, seeds: Int) throws {
    guard filter.map({ name.contains($0) }) ?? true else { return }
    let simulation = try Simulation(scenario, options: .measuresOnly)
    _ = simulation.run(seed: 0)
    let start = userSeconds()
    var events = 0
    var peaks = 0
    for seed in 1...seeds {
        let outcome = simulation.run(seed: UInt64(seed))
        events += outcome.engineEvents
        peaks += outcome.clients.peakConnections
    }
    let elapsed = max(userSeconds() - start, 1e-6)
    let days = Double(seeds) * scenario.horizonSeconds / 86_400
    print(
        "\(name): \(text(days / elapsed)) days/s, \(text(Double(events) / elapsed / 1e6)) M events/s, ",
        terminator: ""
    )
    print("\(events / seeds) events/run, \(text(elapsed * 1e9 / Double(events))) ns/event, ", terminator: "")
    print("at most \(peaks / seeds) connections")
}

let arguments = CommandLine.arguments.dropFirst()
/// Runs only what contains the second argument.
let filter = arguments.dropFirst().first
let scale = arguments.first.flatMap { Double($0) } ?? 1
func times(_ count: Int) -> Int { max(1, Int(Double(count) * scale)) }

try measure("day, 640 clients and a crowd of 384", .benchmarkDay(peakClients: 640), seeds: times(2000))
try measure("day, 6400 clients and a crowd of 3840", .benchmarkDay(peakClients: 6400), seeds: times(200))
try measure("plain day of 640", .benchmarkDay(peakClients: 640, crowd: 0), seeds: times(2000))
try measure("plain day of 6400", .benchmarkDay(peakClients: 6400, crowd: 0), seeds: times(200))
// The same days, made smaller until 640 and 6400 are the most connections of the day, crowd included.
try measure("day of at most 640", .benchmarkDay(peakClients: 498), seeds: times(2000))
try measure("day of at most 6400", .benchmarkDay(peakClients: 4990), seeds: times(200))
try measure("preset powersync-guide", Scenario(), seeds: times(1000))
try measure("M/M/8 queue, load 0.9", .queue(servers: 8, arrivals: 1_000_000), seeds: times(5))
try measure("M/M/2000 queue, load 0.9", .queue(servers: 2000, arrivals: 1_000_000), seeds: times(5))

guard filter.map({ "memory".contains($0) }) ?? true else { exit(0) }
let before = residentKilobytes()
let clients = 1_000_000
let crowd = try Simulation(.crowd(clients: clients), options: .measuresOnly)
let outcome = crowd.run(seed: 1)
let bytes = Double(residentKilobytes() - before) * 1024 / Double(outcome.clients.peakConnections)
print("memory: \(text(bytes)) bytes for each of \(outcome.clients.peakConnections) clients")
