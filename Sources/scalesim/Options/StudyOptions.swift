import ArgumentParser
import CapacityTuning
import Foundation

/// How a study over many runs is carried out and printed.
struct StudyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Runs of each configuration; tune gives so many to the best only.", valueName: "runs"))
    var replications: Int?

    @Option(help: ArgumentHelp("Runs at the same time; the number of cores without it.", valueName: "runs"))
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Only the I-th of N parts of the work, for --out. N alone takes the index of an array job.",
            valueName: "i/n"
        )
    )
    var shard: String?

    @Option(help: ArgumentHelp("Where the part goes; scalesim merge puts parts together.", valueName: "file"))
    var out: String?

    @Flag(help: "Print JSON (schemaVersion 1).")
    var json = false

    @Flag(help: "Print Markdown, for a pull request.")
    var markdown = false

    @Option(help: ArgumentHelp("Write one self-contained HTML page too.", valueName: "file"))
    var html: String?

    var workerCount: Int { workers ?? ProcessInfo.processInfo.activeProcessorCount }

    /// A runner that tells how far it is, on a terminal.
    var runner: ReplicationRunner {
        var runner = ReplicationRunner(workers: workerCount)
        if Progress.isShown { runner.progress = { done, total in Progress.show(done, of: total) } }
        return runner
    }

    /// The part asked for, from 0, and the number of parts.
    func shardIndex() throws -> (index: Int, count: Int)? {
        guard let shard else { return nil }
        let parts = shard.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
        if parts.count == 2, parts[1] >= 1, (1...parts[1]).contains(parts[0]) { return (parts[0] - 1, parts[1]) }
        if parts.count == 1, parts[0] >= 1, !shard.contains("/") {
            let names = ["AWS_BATCH_JOB_ARRAY_INDEX", "JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID"]
            let environment = ProcessInfo.processInfo.environment
            guard let name = names.first(where: { environment[$0] != nil }), let text = environment[name] else {
                throw InputError("--shard \(shard): none of \(names.joined(separator: ", ")) is set; give I/N")
            }
            guard let index = Int(text), (0..<parts[0]).contains(index) else {
                throw InputError("--shard \(shard): \(name)=\(text) is not an index from 0 to \(parts[0] - 1)")
            }
            return (index, parts[0])
        }
        throw InputError("--shard: expected I/N with I from 1 to N, such as 3/8, but found \"\(shard)\"")
    }
}
