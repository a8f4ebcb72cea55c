public import CapacityTuning
public import LosslessJSON

/// How much each assumption and setting matters: tornado bars, and under how many of them the verdict stands.
public struct SensitivityReport: Sendable {
    private let tornado: Tornado
    private let measure: Measure
    private let replications: Int
    private let reproduction: [String]

    public init(tornado: Tornado, measure: Measure, replications: Int, reproduction: [String]) {
        self.tornado = tornado
        self.measure = measure
        self.replications = replications
        self.reproduction = reproduction
    }

    /// The page: the verdict's standing, then the flips by the difference they make.
    public var page: StudyPage {
        let kept = tornado.baseline.filter { $0.requirement.isMet(by: $0.estimate) }.count
        let baseline =
            "As assumed, \(kept) of \(NumberText.count(tornado.baseline.count, "requirement")) \(kept == 1 ? "holds" : "hold")."
        return StudyPage(
            verdict: .init(
                holds: nil,
                headline: "The verdict is unchanged under \(tornado.unchanged) of \(tornado.effects.count) flips.",
                details: [baseline]
            ),
            sections: [changing, bars].compactMap(\.self),
            reproduction: reproduction
        )
    }

    private var changing: StudyPage.Section? {
        let effects = tornado.effects.filter(\.changesVerdict)
        guard !effects.isEmpty else { return nil }
        return StudyPage.Section(
            "Flips that change the verdict",
            columns: [("", .left), ("", .left)],
            rows: effects.map { effect in
                let results = zip(tornado.baseline, effect.requirements).map { before, after in
                    "\(after.requirement.text): \(text(before)) → \(text(after))"
                }
                return [.init(effect.flip.setting.description, .warning), .init(results.joined(separator: ", "))]
            }
        )
    }

    private func text(_ result: RequirementResult) -> String {
        result.requirement.isProbability
            ? NumberText.percent(result.estimate) : MeasureText.value(result.requirement.measure, result.estimate)
    }

    private var bars: StudyPage.Section {
        let ranked = tornado.ranked(by: measure).filter { $0.difference(measure)?.isIdentical == false }
        let largest = ranked.first?.difference(measure)?.difference.mean.magnitude ?? 0
        let shown = ranked.prefix(12)
        let quiet = tornado.effects.count - ranked.count
        return StudyPage.Section(
            "Effect on \(measure.title)",
            note: "\(NumberText.count(replications, "run")) each with the same clients; ~ may as well be zero. "
                + "\(quiet) flips make no difference at all"
                + (ranked.count > shown.count ? ", \(ranked.count - shown.count) smaller ones are left out." : "."),
            columns: [("", .left), ("", .right), ("", .left)],
            rows: shown.compactMap { effect in
                guard let row = effect.difference(measure) else { return nil }
                let mean = row.difference.mean
                let length = largest > 0 ? Int((mean.magnitude / largest * 24).rounded()) : 0
                return [
                    .init(effect.flip.setting.description),
                    .init((row.isUndecided ? "~" : "") + MeasureText.difference(measure, mean)),
                    .init(String(repeating: mean < 0 ? "-" : "+", count: length), mean < 0 ? .good : .bad),
                ]
            }
        )
    }

    /// The flips as JSON, schema version 1.
    public var json: JSONValue {
        .members([
            ("schemaVersion", .integer(1)),
            ("kind", .string("scalesim-sensitivity")),
            ("measure", .string(measure.rawValue)),
            ("replications", .integer(replications)),
            ("unchanged", .integer(tornado.unchanged)),
            (
                "flips",
                .array(
                    tornado.ranked(by: measure).map { effect in
                        let row = effect.difference(measure)
                        return .members([
                            ("flip", .string(effect.flip.setting.description)),
                            ("isAssumption", .bool(effect.flip.isAssumption)),
                            ("changesVerdict", .bool(effect.changesVerdict)),
                            ("difference", .double(row?.difference.mean ?? 0)),
                            ("lower", .double(row?.interval.lower ?? 0)),
                            ("upper", .double(row?.interval.upper ?? 0)),
                        ])
                    }
                )
            ),
        ])
    }
}
