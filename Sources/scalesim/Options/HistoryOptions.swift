import ArgumentParser
import CapacityTuning
import ScenarioFile
import SimulationReport
import TargetTracking

/// What happened to a service, as documents of the AWS CLI.
struct HistoryOptions: ParsableArguments {
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

    @Option(help: ArgumentHelp("Time until a new task runs, where it is not observed; 90s.", valueName: "time"))
    var startLatency: String?

    @Option(
        help: ArgumentHelp("The same, measured on tasks of describe-tasks; several files add up.", valueName: "file")
    )
    var startLatencyFrom: [String] = []

    @Option(help: ArgumentHelp("Least number of tasks, where no document says.", valueName: "tasks"))
    var min: Int?

    @Option(help: ArgumentHelp("Largest number of tasks, where no document says.", valueName: "tasks"))
    var max: Int?

    @Option(help: ArgumentHelp("A rule of AWS that is not documented.", valueName: "name=value"))
    var assume: [String] = []

    /// The documents, read and put together.
    struct History {
        var observed: ObservedHistory
        var assumptions: Assumptions
        /// The start latency that was given or measured; `nil` if neither.
        var startLatency: StartLatency?
        /// Where a measured start latency comes from.
        var measuredStarts: MeasuredStarts?
        var warnings: [String]
    }

    /// Reads everything.
    func load() throws -> History {
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
        let measured = try StartLatencyFiles.read(
            startLatencyFrom,
            beside: startLatency,
            service: documents.serviceName
        )
        var history = ReplayDocuments()
        for file in metrics { try history.readMetrics(try files.bytes(of: file), file: file) }
        if let activities { try history.readActivities(try files.bytes(of: activities), file: activities) }
        let (initial, counts) = try runningTasks(files)
        let observed = try history.history(
            of: configuration,
            named: try names(),
            resource: documents.resource,
            initialDesired: initial,
            running: counts
        )
        return History(
            observed: observed,
            assumptions: assumptions,
            startLatency: try measured?.latency ?? startLatency.map { StartLatency(constant: try duration($0)) },
            measuredStarts: measured,
            warnings: documents.warnings + history.warnings + [measured?.omission].compactMap(\.self)
                + guesses(observed)
        )
    }

    /// What no document says and was therefore taken.
    private func guesses(_ observed: ObservedHistory) -> [String] {
        guard scalableTarget == nil, min == nil || max == nil else { return [] }
        return [
            "No document names the minimum and the maximum: \(observed.configuration.minimumCapacity) to "
                + "\(observed.configuration.maximumCapacity) tasks are allowed here, and the first desired count is "
                + "\(observed.initialDesired). Give --scalable-target, or --min and --max."
        ]
    }

    /// What `--running` says: a number to start from, or counts over time.
    private func runningTasks(_ files: ScenarioFiles) throws -> (initial: Int?, counts: [ObservedHistory.Count]?) {
        guard let running else { return (nil, nil) }
        if let number = Int(running) { return (number, nil) }
        var own = ReplayDocuments()
        try own.readMetrics(try files.bytes(of: running), file: running)
        guard let counts = own.runningCounts else {
            throw InputError("--running: no result's id or label contains \"running\"")
        }
        return (nil, counts)
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

    /// Turns what documents and configurations complain about into input errors.
    func inputErrors<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as ScenarioFileError {
            throw InputError(error.description)
        } catch let error as ScalingConfigurationError {
            throw InputError("\(policies): \(error)")
        }
    }
}
