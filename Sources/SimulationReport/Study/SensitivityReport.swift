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
            "As assumed, \(kept) of \(NumberText.count(tornado.baseline.count, "requirement")) \(kept == 1 ? "holds" : "hold"): "
            + tornado.baseline.map { "\($0.requirement.text), found \(text($0))" }.joined(separator: "; ") + "."
        let assumptions = tornado.unchanged(assumptions: true)
        let settings = tornado.unchanged(assumptions: false)
        let others = "Of \(NumberText.count(settings.of, "other setting")), \(settings.count) leave it as it is."
        return StudyPage(
            verdict: .init(
                holds: nil,
                headline: "The verdict is unchanged under \(assumptions.count) of \(assumptions.of) assumption flips.",
                details: [baseline] + (settings.of > 0 ? [others] : [])
            ),
            sections: [changing, bars(assumptions: true), bars(assumptions: false)].compactMap(\.self),
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

    /// The bars of the assumptions or of the settings, on one scale.
    private func bars(assumptions: Bool) -> StudyPage.Section? {
        let all = tornado.ranked(by: measure).filter { $0.difference(measure)?.isIdentical == false }
        let largest = all.first?.difference(measure)?.difference.mean.magnitude ?? 0
        let ranked = all.filter { $0.flip.isAssumption == assumptions }
        let shown = ranked.prefix(12)
        let asked = tornado.effects.count { $0.flip.isAssumption == assumptions }
        guard asked > 0 else { return nil }
        return StudyPage.Section(
            "Effect of \(assumptions ? "assumptions" : "settings") on \(measure.title)",
            note: "\(NumberText.count(replications, "run")) each with the same clients; ~ may as well be zero. "
                + "\(asked - ranked.count) of \(asked) flips make no difference at all"
                + (ranked.count > shown.count ? "; left out: \(ranked.count - shown.count) smaller." : "."),
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
            ("unchangedAssumptions", .integer(tornado.unchanged(assumptions: true).count)),
            ("assumptionFlips", .integer(tornado.unchanged(assumptions: true).of)),
            ("baseline", .array(tornado.baseline.map(\.json))),
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
                            ("requirements", .array(effect.requirements.map(\.json))),
                        ])
                    }
                )
            ),
        ])
    }
}
