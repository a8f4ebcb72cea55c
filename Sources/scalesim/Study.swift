import ArgumentParser
import CapacityTuning
import Foundation
import LosslessJSON
import SimulationReport

/// A command that judges many runs: its plan is a list of work units, and its answer depends on their results alone.
protocol Study: AsyncParsableCommand {
    var study: StudyOptions { get }
    var output: OutputOptions { get }

    func plan() throws -> ReplicationPlan
    func report(_ evaluation: inout Evaluation, reproduction: [String]) async throws -> StudyReport
}

/// What a study found, in every form that can be printed.
struct StudyReport {
    var page: StudyPage
    var json: JSONValue
}

extension Study {
    mutating func run() async throws {
        try await Tuned.inputErrors {
            let plan = try self.plan()
            let runner = study.runner
            if let shard = try study.shardIndex() {
                return try await runShard(shard, of: plan, runner)
            }
            if study.out != nil { throw InputError("--out needs --shard I/N") }
            var evaluation = Evaluation(plan, runner: runner)
            let arguments = Array(CommandLine.arguments.dropFirst())
            try await printReport(&evaluation, arguments: arguments)
        }
    }

    /// Judges the results and prints what was found.
    func printReport(_ evaluation: inout Evaluation, arguments: [String]) async throws {
        let report = try await report(&evaluation, reproduction: CommandLineText.reproduction(arguments))
        Progress.clear()
        if let html = study.html {
            try Console.write(report.page.html(title: "scalesim \(Self._commandName)"), toFile: html)
        }
        if study.json {
            Console.write(report.json.text(.pretty) + "\n")
        } else {
            Console.write(study.markdown ? report.page.markdown() : report.page.text(output.style))
        }
        if report.page.verdict.holds == false { throw ExitCode(1) }
    }

    private func runShard(
        _ shard: (index: Int, count: Int),
        of plan: ReplicationPlan,
        _ runner: ReplicationRunner
    ) async throws {
        guard let out = study.out else { throw InputError("--shard needs --out FILE for the part") }
        let results = try await runner.run(plan.units(ofShard: shard.index, of: shard.count), of: plan)
        Progress.clear()
        let part = PartFile(plan: plan, shard: shard.index, of: shard.count, results: results)
        let text = PartCommand.header(Array(CommandLine.arguments.dropFirst())) + part.text
        try Console.write(text, toFile: out)
    }
}

/// Turns the libraries' own errors into input errors, which end the program with 2.
enum Tuned {
    static func inputErrors(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as TuningError {
            Progress.clear()
            throw InputError(error.description)
        }
    }
}

/// The command that a part belongs to, kept in the part's first line so that merging needs the parts alone.
enum PartCommand {
    private static let mark = "scalesim-command "

    /// The line for these arguments, without those that only concern the part.
    static func header(_ arguments: [String]) -> String {
        let kept = JSONValue.array(withoutShard(arguments).map(JSONValue.string))
        return mark + kept.text(.compact) + "\n"
    }

    /// Splits a part file into its command's arguments and the part.
    static func split(_ text: String, name: String) throws -> (arguments: [String], part: String) {
        guard text.hasPrefix(mark), let end = text.firstIndex(of: "\n"),
            let json = try? JSONValue(parsing: String(text[..<end].dropFirst(mark.count))),
            let arguments = json.array?.compactMap(\.string)
        else { throw InputError("\(name): this is not a part file of scalesim --shard") }
        return (arguments, String(text[text.index(after: end)...]))
    }

    /// The arguments without `--shard` and `--out`.
    static func withoutShard(_ arguments: [String]) -> [String] {
        var kept: [String] = []
        var skipsNext = false
        for argument in arguments {
            if skipsNext {
                skipsNext = false
            } else if argument == "--shard" || argument == "--out" {
                skipsNext = true
            } else if !argument.hasPrefix("--shard="), !argument.hasPrefix("--out=") {
                kept.append(argument)
            }
        }
        return kept
    }
}
