public import TargetTracking

/// The rules and figures of the fleet that nobody publishes, by name, as a view of a scenario.
///
/// The rules of the control plane are ``Scenario/controlAssumptions``; ``Scenario/assumptions`` lists both.
public struct FleetAssumptions: AssumptionSet, Hashable {
    /// The scenario viewed.
    public var scenario: Scenario

    /// The default scenario's.
    public init() { scenario = Scenario() }

    /// A scenario's.
    public init(_ scenario: Scenario) { self.scenario = scenario }

    /// Every field with its texts, alternatives, tag and source.
    public static let fields: [AssumptionField<FleetAssumptions>] =
        lifecycleFields + balancerFields + metricFields + clientFields + workFields
}

extension Scenario {
    /// Every rule and figure in force that is not documented or measured, the control plane's first.
    public var assumptions: [Assumption] { controlAssumptions.all + FleetAssumptions(self).all }

    /// Sets an assumption of the control plane or of the fleet from text.
    ///
    /// - Parameters:
    ///   - name: The assumption's name.
    ///   - text: Its value.
    /// - Throws: `AssumptionError` if there is no such assumption or the text is not one of its values.
    public mutating func setAssumption(_ name: String, to text: String) throws(AssumptionError) {
        if Assumptions.hasField(named: name) {
            try controlAssumptions.set(name, to: text)
            return
        }
        guard FleetAssumptions.hasField(named: name) else {
            let known = Assumptions.fields.map(\.name) + FleetAssumptions.fields.map(\.name)
            throw AssumptionError("unknown assumption \"\(name)\"; known: \(known.joined(separator: ", "))")
        }
        var fleet = FleetAssumptions(self)
        try fleet.set(name, to: text)
        self = fleet.scenario
    }
}
