import FleetSimulation

/// Random lengths of time in words.
enum DistributionSentence {
    /// `5 s`, `1 min to 3 min`, `2 h on average`.
    static func text(_ law: Distribution) -> String {
        switch law {
        case .constant(let seconds): return duration(seconds)
        case .uniform(let from, let to): return "\(duration(from)) to \(duration(to))"
        case .triangular(let minimum, _, let maximum): return "\(duration(minimum)) to \(duration(maximum))"
        case .exponential, .lognormal, .gamma, .empirical, .mixture, .shifted:
            return "\(duration(law.mean)) on average"
        }
    }

    static func duration(_ seconds: Double) -> String {
        NumberText.duration(milliseconds: Int((min(seconds, 1e12) * 1000).rounded()))
    }
}
