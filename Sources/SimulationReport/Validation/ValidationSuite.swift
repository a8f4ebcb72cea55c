public import FleetSimulation

/// Every validation case of the project, as `scalesim verify` runs them.
public enum ValidationSuite {
    /// The cases, those of one group together.
    public static let cases: [ValidationCase] =
        ValidationCase.controlPlane + ValidationCase.stepScaling + ValidationCase.fleetSimulation
        + ValidationCase.statistics
}
