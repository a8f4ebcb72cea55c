public import FleetSimulation
import TargetTracking

/// A scenario read from a file or a preset, ready to run.
public struct LoadedScenario: Sendable {
    /// What the page calls it.
    public var name: String
    /// One sentence about it.
    public var description: String
    /// The simulation's input.
    public var scenario: Scenario
    /// What the reader should know though it is not an error.
    public var warnings: [String]
    /// What must hold, as written: `refused_clients == 0`.
    public var requirements: [String]
    /// Equal for scenarios of equal meaning, whatever their comments and layout; 16 hexadecimal digits.
    public var fingerprint: String

    /// Reads a preset or a file's text and applies the overrides in their order.
    ///
    /// - Throws: ``ScenarioFileError`` that names every problem found with its line and column.
    public static func read(
        _ source: ScenarioSource,
        overrides: [ScenarioOverride] = []
    ) throws(ScenarioFileError) -> LoadedScenario {
        var tree = try ScenarioTree.read(source.text, file: source.name)
        for override in overrides { try tree.set(override) }
        let log = ProblemLog(file: source.name, origins: tree.origins)
        guard let map = ScenarioNode(node: tree.root, path: "", log: log).mapping() else {
            throw ScenarioFileError(log.problems)
        }
        let loaded = Self(map, files: source.files, fingerprint: tree.fingerprint)
        guard log.problems.isEmpty else { throw ScenarioFileError(log.problems) }
        return loaded
    }

    private init(_ map: ScenarioMapping, files: ScenarioFiles, fingerprint: UInt64) {
        _ = map.child("preset")
        name = map.string("name") ?? "scenario"
        description = map.string("description") ?? ""
        let days = map.number("days", 0.01...366) ?? 1
        var scenario = Scenario()
        scenario.name = name
        scenario.horizonSeconds = days * 86_400
        scenario.warmUpSeconds = map.seconds("warm_up") ?? 0
        scenario.seed =
            map.value("seed") { text throws(ValueTextError) in
                guard let seed = UInt64(text) else {
                    throw ValueTextError(expected: "a whole number of at most 64 bits")
                }
                return seed
            } ?? 1
        scenario.incidents = IncidentsSection.read(map.child("incidents")?.elements() ?? [])
        if let section = map.child("clients")?.mapping() {
            var clients = ClientsSection(files: files, days: days)
            clients.read(section, into: &scenario)
        }
        if let section = map.child("tasks")?.mapping() { TasksSection.read(section, into: &scenario) }
        if let section = map.child("load_balancer")?.mapping() {
            LoadBalancerSection.read(section, into: &scenario.loadBalancer)
        }
        var scaling = ScalingSection(files: files)
        if let section = map.child("scaling")?.mapping() { scaling.read(section, into: &scenario) }
        warnings = scaling.warnings
        if let section = map.child("metrics")?.mapping() { MetricsSection.read(section, into: &scenario.metrics) }
        if let section = map.child("prices")?.mapping() { PricesSection.read(section, into: &scenario.prices) }
        AssumptionsSection.read(map.child("assumptions"), into: &scenario)
        requirements = (map.child("require")?.elements() ?? []).compactMap { $0.text(expecting: "a requirement") }
        self.scenario = scenario
        let digits = String(fingerprint, radix: 16)
        self.fingerprint = String(repeating: "0", count: 16 - digits.count) + digits
        map.finish()
    }
}

/// Where a scenario's text comes from.
public struct ScenarioSource: Sendable {
    /// The file's name as given, or the preset's.
    public var name: String
    public var text: String
    /// The files it may name.
    public var files: ScenarioFiles

    /// A preset.
    public init(_ preset: Preset) {
        name = preset.name
        text = preset.text
        files = ScenarioFiles()
    }

    /// A text that was read from `file`.
    public init(text: String, file: String) {
        name = file
        self.text = text
        files = ScenarioFiles(besideFile: file)
    }

    /// Reads a file.
    ///
    /// - Throws: ``ScenarioFileError`` if it cannot be read or is not UTF-8.
    public init(file: String) throws(ScenarioFileError) {
        let text = try ScenarioFiles().text(of: file)
        self.init(text: text, file: file)
    }
}
