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
            the next ones. Start latency, metric delays and every undocumented rule are tried; the best fit is printed, \
            with everything that fits as well. A start latency that is given or measured is not fitted.

            EXAMPLE
              scalesim backtest --policies policies.json --metrics metrics.json \
                --activities activities.json --start-latency-from tasks.json
            """
    )

    @OptionGroup(title: "Documents")
    var history: HistoryOptions

    @Flag(help: "Print JSON (schemaVersion 1).")
    var json = false

    @Flag(help: "Print Markdown.")
    var markdown = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func validate() throws {
        if history.activities == nil { throw ValidationError("Missing expected argument '--activities <file>'") }
        if json && markdown { throw ValidationError("give --json or --markdown, not both") }
    }

    func run() throws {
        let report = try history.inputErrors { try replayed() }
        if json { return Console.write(report.json.text(.pretty) + "\n") }
        Console.write(markdown ? report.page.markdown() : report.page.text(output.style))
    }

    private func replayed() throws -> BacktestReport {
        let loaded = try history.load()
        let observed = loaded.observed
        guard !observed.changes.isEmpty else {
            throw InputError(
                "\(history.activities ?? ""): no activity changed the desired count by one of the policies while there "
                    + "were datapoints, so there is nothing to compare with"
                    + loaded.warnings.map { "\n" + $0 }.joined()
            )
        }
        let tried = loaded.startLatency.map { [$0] } ?? StartLatency.candidates(for: observed)
        defer { Progress.clear() }
        do {
            Progress.tell("Fitting \(observed.changes.count) changes of the desired count")
            let fit = try BacktestFit(observed, assumptions: loaded.assumptions, startLatencies: tried)
            Progress.tell("Fitting the first half, to be judged by the second")
            let holdout = try BacktestHoldout(observed, assumptions: loaded.assumptions, startLatencies: tried)
            return BacktestReport(
                .init(
                    history: observed,
                    fit: fit,
                    holdout: holdout,
                    epoch: observed.configuration.epoch,
                    measuredStart: loaded.measuredStarts.map(Self.text)
                        ?? loaded.startLatency.map { _ in "given, not fitted" },
                    warnings: loaded.warnings
                )
            )
        } catch {
            throw InputError("\(error)")
        }
    }

    private static func text(_ starts: MeasuredStarts) -> String {
        var text = "median of \(BacktestReport.summary(starts.latency)), measured on tasks"
        if !starts.phases.isEmpty {
            text +=
                "; "
                + starts.phases.map { phase in
                    "\(phase.name) \(NumberText.duration(milliseconds: phase.latency.median))"
                }.joined(separator: ", ")
        }
        return text
    }
}
