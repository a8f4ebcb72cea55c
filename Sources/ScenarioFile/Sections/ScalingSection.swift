import FleetSimulation
import TargetTracking

/// Reads `scaling:`, the bounds, policies and schedules, in the scenario's own words or from documents of the AWS CLI.
struct ScalingSection {
    /// What the reader should know though it is not an error.
    private(set) var warnings: [String] = []
    private let files: ScenarioFiles

    init(files: ScenarioFiles) {
        self.files = files
    }

    mutating func read(_ map: ScenarioMapping, into scenario: inout Scenario) {
        var configuration = ScalingConfiguration(minimumCapacity: 2, maximumCapacity: 10)
        configuration.epoch = Self.epoch
        configuration.service = map.string("service") ?? "powersync-cluster/powersync-api"
        configuration.metrics = [.connections, .cpu]
        readDocuments(map, into: &configuration)
        readTargets(map, into: &configuration)
        if let value = map.wholeNumber("min", 0...100_000) { configuration.minimumCapacity = value }
        if let value = map.wholeNumber("max", 0...100_000) { configuration.maximumCapacity = value }
        if configuration.maximumCapacity < configuration.minimumCapacity {
            let bounds = "max (\(configuration.maximumCapacity)) is below min (\(configuration.minimumCapacity))"
            (map.child("max") ?? map.child("min")).map { $0.problem("\(bounds)") } ?? map.problem(bounds)
        }
        configuration.scheduledActions += (map.child("scheduled")?.elements() ?? []).compactMap { element in
            element.mapping().flatMap(readAction)
        }
        configuration.suspended = SuspendedState(
            scaleIn: map.flag("suspend_scale_in") ?? configuration.suspended.scaleIn,
            scaleOut: map.flag("suspend_scale_out") ?? configuration.suspended.scaleOut,
            scheduled: map.flag("suspend_scheduled") ?? configuration.suspended.scheduled
        )
        scenario.scaling = configuration
        scenario.initialTasks = map.wholeNumber("initial", 0...100_000) ?? configuration.minimumCapacity
        map.finish()
    }

    // 5 January 2026, a Monday, so that a week begins where a run begins.
    private static let epoch = 1_767_571_200_000

    private func readTargets(_ map: ScenarioMapping, into configuration: inout ScalingConfiguration) {
        let out = map.value("scale_out_cooldown", ValueText.duration)
        let cooldownIn = map.value("scale_in_cooldown", ValueText.duration)
        let disablesScaleIn = map.flag("disable_scale_in") ?? false
        guard let targets = map.child("targets")?.mapping() else { return }
        for (name, metric) in [("connections", 0), ("cpu", 1), ("cpu_high_resolution", 2)] {
            guard let child = targets.child(name), !child.isText("none") else { continue }
            guard let target = child.value(Self.target) else { continue }
            if metric == 2 { configuration.metrics.append(.highResolutionCPU) }
            configuration.targetTracking.append(
                TargetTrackingPolicy(
                    name,
                    metric: metric,
                    target: target,
                    scaleOutCooldown: out,
                    scaleInCooldown: cooldownIn,
                    disablesScaleIn: disablesScaleIn
                )
            )
        }
        targets.finish()
    }

    private static func target(_ text: String) throws(ValueTextError) -> Ratio {
        guard let target = Ratio(decimal: text.last == "%" ? String(text.dropLast()) : text), target > Ratio(0) else {
            throw ValueTextError(expected: "a target above zero such as 80, or none for no policy")
        }
        return target
    }

    private func readAction(_ map: ScenarioMapping) -> ScheduledAction? {
        let name = map.string("name") ?? "scheduled"
        let time = map.value("at", ValueText.timeOfDay)
        let least = map.wholeNumber("min", 0...100_000)
        let most = map.wholeNumber("max", 0...100_000)
        map.finish()
        guard let time, least != nil || most != nil else {
            if map.log.problems.isEmpty {
                map.problem("a scheduled action needs \"at\" (a time of day), and \"min\" or \"max\"")
            }
            return nil
        }
        return ScheduledAction(
            name,
            .rate(86_400_000),
            minimumCapacity: least,
            maximumCapacity: most,
            notBefore: Self.epoch + time
        )
    }

    private mutating func readDocuments(_ map: ScenarioMapping, into configuration: inout ScalingConfiguration) {
        var documents = ScalingDocuments()
        for key in ["policies", "scalable_target", "alarms"] {
            guard let node = map.child(key), let name = node.text(expecting: "the name of a file") else { continue }
            do {
                let bytes = try files.bytes(of: name)
                switch key {
                case "policies": try documents.readPolicies(bytes, file: name)
                case "scalable_target": try documents.readTargets(bytes, file: name)
                default: try documents.readAlarms(bytes, file: name)
                }
            } catch {
                node.problem("\(error)")
            }
        }
        do {
            try documents.apply(to: &configuration)
        } catch {
            map.problem("\(error)")
        }
        warnings += documents.warnings
    }
}

extension MetricDefinition {
    /// The connections of each task, as the bridge publishes them.
    static let connections = MetricDefinition("connections", source: .custom)
    /// The CPU utilization of the service in thousandths of a percent.
    static let cpu = MetricDefinition("cpu", source: .ecsService, unitsPerOne: 1000)
    /// The same every 20 seconds.
    static let highResolutionCPU = MetricDefinition("cpu_20s", source: .ecsServiceHighResolution, unitsPerOne: 1000)
}
