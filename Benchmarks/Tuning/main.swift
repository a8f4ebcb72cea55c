import CapacityTuning
import FleetSimulation
import Glibc
import TuningCases

// How well and how fast a search finds the best candidate. Arguments: optimum [REPLICATIONS [SEARCHES]], speed, memory.

let arguments = Array(CommandLine.arguments.dropFirst())
let numbers = arguments.dropFirst().compactMap { Int($0) }
switch arguments.first {
case "optimum":
    for one in TuningCase.all {
        try await printOptimum(one, replications: numbers.first ?? 10_000, searches: numbers.dropFirst().first ?? 100)
    }
case "speed":
    try await printSpeed(workers: numbers.isEmpty ? [1, 2] : numbers)
case "memory":
    try await printMemory(replications: numbers.first ?? 256)
default:
    print("TuningBenchmark optimum [REPLICATIONS [SEARCHES]] | speed [WORKERS…] | memory [REPLICATIONS]")
}
