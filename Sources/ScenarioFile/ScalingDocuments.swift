import AWSDocuments
import LosslessJSON
public import TargetTracking

/// Application Auto Scaling's configuration of one service, gathered from documents of the AWS CLI.
public struct ScalingDocuments: Sendable {
    private var policies: [ScalingPolicyDocument] = []
    private var targets: [ScalableTargetDocument] = []
    private var alarms: [MetricAlarmDocument] = []

    /// What the reader should know though it is not an error.
    public private(set) var warnings: [String] = []

    public init() {}

    /// Reads scaling policies in any form the AWS CLI takes or prints.
    public mutating func readPolicies(_ bytes: [UInt8], file: String) throws(ScenarioFileError) {
        policies += try Self.read(bytes, file, ScalingPolicyDocument.readAll)
        if policies.isEmpty { throw Self.error(file, "the document lists no scaling policy") }
    }

    /// Reads scalable targets.
    public mutating func readTargets(_ bytes: [UInt8], file: String) throws(ScenarioFileError) {
        targets += try Self.read(bytes, file, ScalableTargetDocument.readAll)
        if targets.isEmpty { throw Self.error(file, "the document lists no scalable target") }
    }

    /// Reads alarms; those of the policies replace the assumed ones.
    public mutating func readAlarms(_ bytes: [UInt8], file: String) throws(ScenarioFileError) {
        alarms += try Self.read(bytes, file, MetricAlarmDocument.readAll)
    }

    /// The resource id of the service described: `service/<cluster>/<service>`; `nil` if none or several are.
    public var resource: String? { resources.count == 1 ? resources.first : nil }

    /// The name of the service described.
    public var serviceName: String? { resource.flatMap(ServiceReference.init(resourceID:))?.service }

    private var resources: Set<String> {
        Set((policies.compactMap(\.resourceID) + targets.map(\.resourceID)).filter { !$0.isEmpty })
    }

    /// Puts what the documents say into a configuration; where they say nothing it stays as it is.
    ///
    /// A policy with a predefined CPU metric watches the metric `cpu`; one with a customised metric watches
    /// `connections`. Other predefined metrics are left out with a warning.
    ///
    /// - Throws: ``ScenarioFileError`` if the documents describe several services, or a value is out of range.
    public mutating func apply(to configuration: inout ScalingConfiguration) throws(ScenarioFileError) {
        let services = resources
        if services.count > 1 {
            throw Self.error(
                policies.first?.node.source ?? targets.first?.node.source ?? "documents",
                "the documents describe \(services.count) services (\(services.sorted().joined(separator: ", "))); "
                    + "limit them to one, such as with --resource-id"
            )
        }
        if let service = services.first.flatMap(ServiceReference.init(resourceID:)) {
            configuration.service = "\(service.cluster)/\(service.service)"
        }
        if let target = targets.first {
            if let least = target.minimumCapacity { configuration.minimumCapacity = least }
            if let most = target.maximumCapacity { configuration.maximumCapacity = most }
            configuration.suspended = SuspendedState(
                scaleIn: target.isScaleInSuspended,
                scaleOut: target.isScaleOutSuspended,
                scheduled: target.isScheduledSuspended
            )
        }
        guard !policies.isEmpty else { return }
        for (index, policy) in policies.enumerated() { try add(policy, index, to: &configuration) }
    }

    private mutating func add(
        _ policy: ScalingPolicyDocument,
        _ index: Int,
        to configuration: inout ScalingConfiguration
    ) throws(ScenarioFileError) {
        let name = policy.name ?? "policy \(index + 1)"
        if let tracking = policy.targetTracking {
            guard let metric = metric(of: tracking, name, &configuration) else { return }
            guard let target = Self.ratio(tracking.targetValue), target > Ratio(0) else {
                throw Self.error(
                    policy.node.source,
                    "policy \(name): TargetValue \(tracking.targetValue.text) is not above zero"
                )
            }
            let (high, low) = alarmPair(of: policy)
            configuration.targetTracking.append(
                TargetTrackingPolicy(
                    name,
                    metric: metric,
                    target: target,
                    statistic: tracking.customizedMetric?.statistic.flatMap(Statistic.init(rawValue:)) ?? .average,
                    scaleOutCooldown: tracking.scaleOutCooldownSeconds.map { $0 * 1000 },
                    scaleInCooldown: tracking.scaleInCooldownSeconds.map { $0 * 1000 },
                    disablesScaleIn: tracking.disablesScaleIn,
                    highAlarm: high,
                    lowAlarm: low
                )
            )
        } else if let steps = policy.stepScaling {
            try add(steps, name, policy, to: &configuration)
        } else {
            warnings.append("Policy \(name) of type \(policy.policyType ?? "unknown") is left out.")
        }
    }

    private mutating func metric(
        of tracking: TargetTrackingDocument,
        _ name: String,
        _ configuration: inout ScalingConfiguration
    ) -> Int? {
        switch tracking.predefinedMetric {
        case nil: return Self.index(of: .connections, &configuration)
        case "ECSServiceAverageCPUUtilization"?: return Self.index(of: .cpu, &configuration)
        case "ECSServiceAverageCPUUtilizationHighResolution"?:
            return Self.index(of: .highResolutionCPU, &configuration)
        case let other?:
            warnings.append("Policy \(name) watches \(other), which is not simulated; it is left out.")
            return nil
        }
    }

    private mutating func add(
        _ steps: StepScalingDocument,
        _ name: String,
        _ policy: ScalingPolicyDocument,
        to configuration: inout ScalingConfiguration
    ) throws(ScenarioFileError) {
        let own = alarms.first { alarm in
            policy.alarmNames.contains(alarm.name)
                || policy.arn.map { arn in alarm.alarmActions.contains { $0.hasPrefix(arn) } } ?? false
        }
        guard let own, let settings = Self.settings(of: own) else {
            warnings.append("Step policy \(name) is left out: its alarm is not among the alarms given.")
            return
        }
        let isCPU = own.identity?.namespace == "AWS/ECS"
        configuration.stepScaling.append(
            StepScalingPolicy(
                name,
                metric: Self.index(of: isCPU ? .cpu : .connections, &configuration),
                alarm: settings,
                StepScalingPolicy.AdjustmentType(rawValue: steps.adjustmentType ?? "") ?? .changeInCapacity,
                steps: steps.steps.map { step in
                    .init(
                        from: step.lowerBound.flatMap(Self.ratio),
                        to: step.upperBound.flatMap(Self.ratio),
                        adjust: step.adjustment
                    )
                },
                minimumAdjustmentMagnitude: steps.minimumAdjustmentMagnitude,
                cooldown: steps.cooldownSeconds.map { $0 * 1000 },
                aggregation: StepScalingPolicy.Aggregation(rawValue: steps.aggregation) ?? .average
            )
        )
    }

    // A policy's alarms are known by name from describe-scaling-policies, or by their action.
    private func alarmPair(of policy: ScalingPolicyDocument) -> (high: AlarmSettings?, low: AlarmSettings?) {
        let own = alarms.filter { alarm in
            policy.alarmNames.contains(alarm.name)
                || policy.arn.map { arn in alarm.alarmActions.contains { $0.hasPrefix(arn) } } ?? false
        }.compactMap(Self.settings)
        return (
            own.first { $0.comparison == .greaterThan || $0.comparison == .greaterThanOrEqual },
            own.first { $0.comparison == .lessThan || $0.comparison == .lessThanOrEqual }
        )
    }

    private static func settings(of alarm: MetricAlarmDocument) -> AlarmSettings? {
        guard let comparison = alarm.comparisonOperator.flatMap(ComparisonOperator.init(rawValue:)),
            let threshold = alarm.threshold.flatMap(ratio), let periods = alarm.evaluationPeriods
        else { return nil }
        return AlarmSettings(
            alarm.name,
            comparison,
            threshold,
            statistic: alarm.statistic.flatMap(Statistic.init(rawValue:)) ?? .average,
            period: (alarm.periodSeconds ?? 60) * 1000,
            evaluationPeriods: periods,
            datapointsToAlarm: alarm.datapointsToAlarm,
            missingData: MissingDataTreatment(rawValue: alarm.treatMissingData) ?? .missing
        )
    }

    private static func index(of metric: MetricDefinition, _ configuration: inout ScalingConfiguration) -> Int {
        if let index = configuration.metrics.firstIndex(where: { $0.name == metric.name }) { return index }
        configuration.metrics.append(metric)
        return configuration.metrics.count - 1
    }

    private static func ratio(_ number: JSONNumber) -> Ratio? {
        guard let (significand, exponent) = number.decimal else { return nil }
        var power = 1
        for _ in 0..<exponent.magnitude {
            let (product, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            power = product
        }
        if exponent < 0 { return Ratio(Int(significand), over: power) }
        return Ratio(Int(significand)).multiplied(by: Ratio(power))
    }

    private static func read<Document>(
        _ bytes: [UInt8],
        _ file: String,
        _ readAll: (JSONNode) throws(JSONContentError) -> [Document]
    ) throws(ScenarioFileError) -> [Document] {
        do {
            return try readAll(JSONNode(try JSONDocument(bytes), source: file))
        } catch {
            throw ScenarioFileError(document: file, error)
        }
    }

    private static func error(_ file: String, _ message: String) -> ScenarioFileError {
        ScenarioFileError([ScenarioProblem(file: file, message: message)])
    }
}
