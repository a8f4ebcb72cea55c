import ArgumentParser
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
              aws application-autoscaling describe-scaling-policies --service-namespace ecs \\
                --resource-id service/my-cluster/my-service > policies.json
              aws application-autoscaling describe-scaling-activities --service-namespace ecs \\
                --resource-id service/my-cluster/my-service > activities.json
              aws cloudwatch get-metric-data --cli-input-json file://queries.json > metrics.json
              scalesim explain --policies policies.json --metrics metrics.json --activities activities.json
            """
    )

    @Option(help: ArgumentHelp("Policies from describe-scaling-policies.", valueName: "file"))
    var policies: String

    @Option(help: ArgumentHelp("Datapoints from get-metric-data; several files add up.", valueName: "file"))
    var metrics: [String]

    @Option(help: ArgumentHelp("Which result holds a policy's metric: connections=m1.", valueName: "name=id"))
    var metric: [String] = []

    @Option(help: ArgumentHelp("Minimum and maximum from describe-scalable-targets.", valueName: "file"))
    var scalableTarget: String?

    @Option(help: ArgumentHelp("The policies' real alarms from describe-alarms.", valueName: "file"))
    var alarms: String?

    @Option(help: ArgumentHelp("What happened, from describe-scaling-activities.", valueName: "file"))
    var activities: String?

    @Option(
        help: ArgumentHelp(
            "Running tasks: a number to start from, or a get-metric-data file of RunningTaskCount.",
            valueName: "tasks|file"
        )
    )
    var running: String?

    @Option(help: ArgumentHelp("Time until a new task runs, where it is not observed.", valueName: "time"))
    var startLatency = "90s"

    @Option(help: ArgumentHelp("Least number of tasks, where no document says.", valueName: "tasks"))
    var min: Int?

    @Option(help: ArgumentHelp("Largest number of tasks, where no document says.", valueName: "tasks"))
    var max: Int?

    @Option(help: ArgumentHelp("A rule of AWS that is not documented.", valueName: "name=value"))
    var assume: [String] = []

    @Flag(help: "Print JSON (schemaVersion 1).")
    var json = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        do {
            let report = try explain()
            Console.write(json ? report.json.text(.pretty) + "\n" : report.text(output.style))
            if report.comparison?.isComplete == false { throw ExitCode(1) }
        } catch let error as ScenarioFileError {
            throw InputError(error.description)
        } catch let error as ScalingConfigurationError {
            throw InputError("\(policies): \(error)")
        }
    }

    private func explain() throws -> ExplainReport {
        let files = ScenarioFiles()
        var configuration = ScalingConfiguration(minimumCapacity: min ?? 1, maximumCapacity: max ?? 1000)
        var documents = ScalingDocuments()
        try documents.readPolicies(try files.bytes(of: policies), file: policies)
        if let scalableTarget { try documents.readTargets(try files.bytes(of: scalableTarget), file: scalableTarget) }
        if let alarms { try documents.readAlarms(try files.bytes(of: alarms), file: alarms) }
        try documents.apply(to: &configuration)
        // Datapoints are averages already, so they keep six decimals.
        for index in configuration.metrics.indices { configuration.metrics[index].unitsPerOne = 1_000_000 }
        if let min { configuration.minimumCapacity = min }
        if let max { configuration.maximumCapacity = max }
        var assumptions = Assumptions()
        for one in assume {
            do {
                try assumptions.apply(one)
            } catch {
                throw InputError("--assume: \(error)")
            }
        }
        var history = ReplayDocuments()
        for file in metrics { try history.readMetrics(try files.bytes(of: file), file: file) }
        if let activities { try history.readActivities(try files.bytes(of: activities), file: activities) }
        history.setAlarmPhases(&configuration, assumptions: assumptions)
        let replay = try replay(history, configuration, assumptions, files)
        let plane = try replay.run()
        return ExplainReport(
            plane: plane,
            warnings: documents.warnings,
            comparison: activities == nil ? nil : comparison(history, plane)
        )
    }

    private func replay(
        _ history: ReplayDocuments,
        _ configuration: ScalingConfiguration,
        _ assumptions: Assumptions,
        _ files: ScenarioFiles
    ) throws -> MetricReplay {
        let latency = try duration(startLatency)
        var initial: Int?
        var counts = history.runningCounts
        if let running {
            if let number = Int(running) {
                initial = number
            } else {
                var own = ReplayDocuments()
                try own.readMetrics(try files.bytes(of: running), file: running)
                counts = own.runningCounts
                if counts == nil { throw InputError("--running: no result's id or label contains \"running\"") }
            }
        }
        if counts == nil, activities != nil {
            counts = history.runningCounts(startLatency: latency)
        }
        return MetricReplay(
            datapoints: try history.datapoints(for: configuration, named: try names()),
            configuration: configuration,
            assumptions: assumptions,
            running: counts.map { .observed($0) } ?? .afterStart(milliseconds: latency),
            initialDesired: initial ?? (running == nil ? nil : counts?.first?.tasks) ?? configuration.minimumCapacity
        )
    }

    private func names() throws -> [String: String] {
        var names: [String: String] = [:]
        for one in metric {
            guard let equals = one.firstIndex(of: "=") else {
                throw InputError("--metric: expected NAME=ID, such as connections=m1, but found \"\(one)\"")
            }
            names[String(one[..<equals])] = String(one[one.index(after: equals)...])
        }
        return names
    }

    private func duration(_ text: String) throws -> Int {
        do {
            return try ValueText.duration(text)
        } catch {
            throw InputError("--start-latency: expected \(error.expected), but found \"\(text)\"")
        }
    }

    private func comparison(_ history: ReplayDocuments, _ plane: ControlPlane) -> ActivityComparison {
        let epoch = plane.configuration.epoch
        return ActivityComparison(
            observed: history.observedChanges,
            predicted: plane.decisions.filter(\.scaled).map { .init(time: $0.time + epoch, desired: $0.desired) }
        )
    }
}
