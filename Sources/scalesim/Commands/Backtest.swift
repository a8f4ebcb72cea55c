import ArgumentParser
import CapacityTuning
import LosslessJSON
import ScenarioFile
import SimulationReport
import TargetTracking

/// The command `scalesim backtest`.
struct Backtest: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lives an observed history again and says how far the model can be trusted on this service.",
        usage: "scalesim backtest [<options>]",
        discussion: """
            The load is taken from the datapoints; control plane and tasks are simulated, so one wrong decision shows in \
            the next ones. Start latency, metric delays and every undocumented rule are tried; the best fit is printed.

            EXAMPLE
              scalesim backtest --policies policies.json --metrics metrics.json \\
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
        guard history.activities != nil else {
            throw ValidationError("Missing expected argument '--activities <file>'")
        }
        let report = try history.inputErrors { try replayed() }
        Console.write(json ? report.json.text(.pretty) + "\n" : report.page.text(output.style))
    }

    private func replayed() throws -> BacktestReport {
        let loaded = try history.load()
        let replay = loaded.replay
        let first = replay.datapoints.flatMap { $0.map(\.time) }.min() ?? 0
        let epoch = first - first % 60_000
        var configuration = replay.configuration
        configuration.epoch = epoch
        var running: [ObservedHistory.Count] = []
        if case .observed(let counts) = replay.running {
            running = counts.map { .init(time: $0.time - epoch, tasks: $0.tasks) }
        }
        let observed = ObservedHistory(
            configuration: configuration,
            initialDesired: replay.initialDesired,
            datapoints: replay.datapoints.map { points in
                points.map { .init(time: $0.time - epoch, samples: $0.samples) }
            },
            running: running,
            changes: loaded.documents.observedChanges.map { .init(time: $0.time - epoch, tasks: $0.desired) }
        )
        do {
            let fit = try BacktestFit(
                observed,
                assumptions: loaded.assumptions,
                startLatencies: [20, 30, 45, 60, 75, 90, 120, 150, 180].map { $0 * 1000 },
                metricDelays: [2, 15, 30, 60, 90, 120, 150].map { $0 * 1000 }
            )
            return BacktestReport(fit: fit, epoch: epoch)
        } catch {
            throw InputError("\(error)")
        }
    }
}
