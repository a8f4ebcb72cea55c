import ArgumentParser
import CapacityTuning
import Foundation
import LosslessJSON
import ScenarioFile
import SimulationReport
import TargetTracking

/// The command `scalesim explain`.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what the policies would have decided over given datapoints, minute by minute, and why.",
        discussion: """
            The control plane runs alone, over the JSON that "aws cloudwatch get-metric-data" printed. With the real \
            activities it compares each of them with a decision; the exit code is 1 if they differ.

            EXAMPLE
              aws application-autoscaling describe-scaling-policies \\
                --service-namespace ecs --resource-id service/cluster/service \\
                > policies.json
              aws application-autoscaling describe-scaling-activities \\
                --service-namespace ecs --resource-id service/cluster/service \\
                > activities.json
              aws cloudwatch get-metric-data --cli-input-json file://queries.json \\
                > metrics.json
              scalesim explain --policies policies.json --metrics metrics.json \\
                --activities activities.json
            """
    )

    @OptionGroup(title: "Documents")
    var history: HistoryOptions

    @Flag(help: "Print JSON (schemaVersion 1).")
    var json = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        let report = try history.inputErrors { try explain() }
        Console.write(json ? report.json.text(.pretty) + "\n" : report.text(output.style))
        if report.comparison?.isComplete == false { throw ExitCode(1) }
    }

    private func explain() throws -> ExplainReport {
        let loaded = try history.load()
        let replay = OpenLoopReplay(
            loaded.observed,
            assumptions: loaded.assumptions,
            startLatency: loaded.startLatency ?? StartLatency(constant: 90_000)
        )
        let plane = try replay.run()
        return ExplainReport(
            plane: plane,
            warnings: loaded.warnings,
            comparison: history.activities == nil ? nil : comparison(loaded.observed, plane)
        )
    }

    private func comparison(_ observed: ObservedHistory, _ plane: ControlPlane) -> ChangeComparison {
        ChangeComparison(
            observed: observed.changes,
            simulated: plane.decisions.filter(\.scaled).map { .init(time: $0.time, tasks: $0.desired) },
            tolerance: 120_000
        )
    }
}
