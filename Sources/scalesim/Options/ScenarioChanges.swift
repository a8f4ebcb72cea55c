import ArgumentParser
import Foundation
import ScenarioFile

/// The flags for what people vary most.
///
/// Each sets a key of the scenario, so that values are read and checked alike.
struct ScenarioChanges: ParsableArguments {
    @Option(help: ArgumentHelp("Least number of tasks.", valueName: "tasks"))
    var min: String?

    @Option(help: ArgumentHelp("Largest number of tasks.", valueName: "tasks"))
    var max: String?

    @Option(
        help: ArgumentHelp("Target of a policy: connections=80, cpu=70; cpu=none removes it.", valueName: "name=value")
    )
    var target: [String] = []

    @Option(help: ArgumentHelp("Scale-out cooldown, such as 120s.", valueName: "time"))
    var scaleOutCooldown: String?

    @Option(help: ArgumentHelp("Scale-in cooldown, such as 300s.", valueName: "time"))
    var scaleInCooldown: String?

    @Option(help: ArgumentHelp("Connections a task takes before it refuses.", valueName: "connections"))
    var limit: String?

    @Option(help: ArgumentHelp("Roughly how many clients are online at the busiest time.", valueName: "clients"))
    var peak: String?

    @Option(help: ArgumentHelp("A crowd on top: TIME=CLIENTS/DURATION, such as 09:00=600/60s.", valueName: "spike"))
    var spike: [String] = []

    @Option(help: ArgumentHelp("Life of a client's token, such as 10m, or never.", valueName: "time"))
    var tokenTTL: String?

    @Option(help: ArgumentHelp("How long a stopping task keeps its connections, such as 300s.", valueName: "time"))
    var deregistrationDelay: String?

    @Option(
        help: ArgumentHelp("round_robin (rr), least_outstanding_requests (lor) or weighted_random.", valueName: "name")
    )
    var loadBalancer: String?

    @Option(
        help: ArgumentHelp(
            "Time from decision to a running task: 60s, 60s..180s, lognormal(90s,180s), measured(71s,64s).",
            valueName: "time"
        )
    )
    var startLatency: String?

    @Option(
        help: ArgumentHelp("The same, measured on tasks of describe-tasks; several files add up.", valueName: "file")
    )
    var startLatencyFrom: [String] = []

    @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "number"))
    var seed: String?

    @Option(help: ArgumentHelp("Days to simulate in one run.", valueName: "days"))
    var days: String?

    @Option(
        help: ArgumentHelp(
            "A rule of AWS that is not documented (see scalesim presets --assumptions).",
            valueName: "name=value"
        )
    )
    var assume: [String] = []

    @Option(help: ArgumentHelp("Policies from describe-scaling-policies.", valueName: "file"))
    var policies: String?

    @Option(help: ArgumentHelp("Minimum and maximum from describe-scalable-targets.", valueName: "file"))
    var scalableTarget: String?

    @Option(help: ArgumentHelp("The policies' real alarms from describe-alarms.", valueName: "file"))
    var alarms: String?

    @Option(help: ArgumentHelp("Any other key of the scenario: tasks.victim=oldest.", valueName: "key=value"))
    var set: [String] = []

    @Option(
        help: ArgumentHelp("What must hold, else the exit code is 1: 'refused_clients == 0'.", valueName: "requirement")
    )
    var require: [String] = []

    /// The changes in the order in which they are applied.
    func overrides() throws -> [ScenarioOverride] {
        var all: [ScenarioOverride] = []
        func add(_ flag: String, _ keyPath: String, _ value: String?) {
            guard let value else { return }
            all.append(ScenarioOverride(origin: flag, keyPath: keyPath, value: .text(value)))
        }
        add("--policies", "scaling.policies", policies.map(Self.absolute))
        add("--scalable-target", "scaling.scalable_target", scalableTarget.map(Self.absolute))
        add("--alarms", "scaling.alarms", alarms.map(Self.absolute))
        add("--min", "scaling.min", min)
        add("--max", "scaling.max", max)
        for one in target {
            let (name, value) = try Self.pair(one, flag: "--target", example: "connections=80")
            add("--target", "scaling.targets.\(name)", value)
        }
        add("--scale-out-cooldown", "scaling.scale_out_cooldown", scaleOutCooldown)
        add("--scale-in-cooldown", "scaling.scale_in_cooldown", scaleInCooldown)
        add("--limit", "tasks.limit", limit)
        add("--peak", "clients.peak", peak)
        for one in spike { all.append(try Self.spike(one)) }
        add("--token-ttl", "clients.token_ttl", tokenTTL)
        add("--deregistration-delay", "load_balancer.deregistration_delay", deregistrationDelay)
        add("--load-balancer", "load_balancer.algorithm", loadBalancer)
        add("--start-latency", "tasks.start_latency", startLatency)
        let measured = try StartLatencyFiles.read(startLatencyFrom, beside: startLatency, service: nil)
        add("--start-latency-from", "tasks.start_latency", measured?.distributionText)
        if let omission = measured?.omission { Console.complain(omission) }
        add("--seed", "seed", seed)
        add("--days", "days", days)
        for one in assume {
            let (name, value) = try Self.pair(one, flag: "--assume", example: "ecs_cpu_metric_delay_s=60")
            add("--assume", "assumptions.\(name)", value)
        }
        for one in set {
            let (name, value) = try Self.pair(one, flag: "--set", example: "tasks.victim=oldest")
            all.append(ScenarioOverride(origin: "--set \(name)", keyPath: name, value: .yaml(value)))
        }
        for one in require {
            all.append(ScenarioOverride(origin: "--require", keyPath: "require", value: .text(one), appends: true))
        }
        return all
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    private static func pair(_ text: String, flag: String, example: String) throws -> (String, String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw InputError("\(flag): expected NAME=VALUE, such as \(example), but found \"\(text)\"")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    private static func spike(_ text: String) throws -> ScenarioOverride {
        let (time, rest) = try pair(text, flag: "--spike", example: "09:00=600/60s")
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count) else {
            throw InputError("--spike: expected TIME=CLIENTS/DURATION, such as 09:00=600/60s, but found \"\(text)\"")
        }
        var keys: [ScenarioOverride.Key] = [.init("at", time), .init("clients", parts[0])]
        if parts.count > 1 { keys.append(.init("over", parts[1])) }
        if parts.count > 2 { keys.append(.init("session", parts[2])) }
        return ScenarioOverride(origin: "--spike", keyPath: "clients.spikes", value: .keys(keys), appends: true)
    }
}
