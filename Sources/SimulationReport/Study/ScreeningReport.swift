public import CapacityTuning
public import LosslessJSON

/// Morris's elementary effects: what matters over the whole space of settings and assumptions, alone or with others.
public struct ScreeningReport: Sendable {
    private let effects: [MorrisScreening.Effect]
    private let screening: MorrisScreening
    private let measure: Measure
    private let replications: Int
    private let reproduction: [String]

    /// A report of the effects of a screening on a measure, the most important first.
    public init(
        effects: [MorrisScreening.Effect],
        of screening: MorrisScreening,
        measure: Measure,
        replications: Int,
        reproduction: [String]
    ) {
        self.effects = effects
        self.screening = screening
        self.measure = measure
        self.replications = replications
        self.reproduction = reproduction
    }

    /// The page: the effects by size.
    public var page: StudyPage {
        let matter = effects.filter { $0.meanSize > 0 }
        let shown = matter.prefix(15)
        let largest = matter.first?.meanSize ?? 0
        let trajectories = NumberText.count(screening.trajectories.count, "path", "paths")
        let section = StudyPage.Section(
            "Elementary effects on \(measure.title)",
            note:
                "Over the whole range of each input, all others being anywhere in theirs: the mean size (mu*), the mean "
                + "with its sign (mu) and the spread (sigma), which is large where an input acts through others. "
                + "\(effects.count - matter.count) of \(effects.count) inputs have no effect"
                + (matter.count > shown.count ? "; left out: \(matter.count - shown.count) smaller." : "."),
            columns: [("", .left), ("mu*", .right), ("mu", .right), ("sigma", .right), ("", .left)],
            rows: shown.map { effect in
                let length = largest > 0 ? Int((effect.meanSize / largest * 10).rounded()) : 0
                return [
                    .init(effect.name), .init(MeasureText.value(measure, effect.meanSize)),
                    .init(MeasureText.difference(measure, effect.mean)),
                    .init(MeasureText.value(measure, effect.standardDeviation)),
                    .init(String(repeating: "*", count: length)),
                ]
            }
        )
        return StudyPage(
            verdict: .init(
                holds: nil,
                headline:
                    "What matters most to \(measure.shortTitle): \(matter.prefix(3).map(\.name).joined(separator: ", ")).",
                details: [
                    "Morris's screening of \(NumberText.count(effects.count, "input")): \(trajectories) through "
                        + "\(NumberText.count(screening.points.count, "configuration")), "
                        + "\(NumberText.count(replications, "run")) each with the same clients."
                ]
            ),
            sections: [section],
            reproduction: reproduction
        )
    }

    /// The effects as JSON, schema version 1.
    public var json: JSONValue {
        .members([
            ("schemaVersion", .integer(1)),
            ("kind", .string("scalesim-screening")),
            ("measure", .string(measure.rawValue)),
            ("replications", .integer(replications)),
            ("trajectories", .integer(screening.trajectories.count)),
            ("configurations", .integer(screening.points.count)),
            (
                "effects",
                .array(
                    effects.map { effect in
                        .members([
                            ("input", .string(effect.name)),
                            ("meanSize", .double(effect.meanSize)),
                            ("mean", .double(effect.mean)),
                            ("standardDeviation", .double(effect.standardDeviation)),
                        ])
                    }
                )
            ),
        ])
    }
}
