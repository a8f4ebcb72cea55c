import Testing

@testable import TargetTracking

struct AssumptionTests {
    @Test("every assumption has a unique name, texts, and a default and alternatives that can be set")
    func fieldsAreComplete() {
        var problems: [String] = []
        var names: Set<String> = []
        for assumption in Assumptions().all {
            if !names.insert(assumption.name).inserted { problems.append("\(assumption.name) twice") }
            if assumption.summary.isEmpty || assumption.source.isEmpty { problems.append("\(assumption.name) silent") }
            if assumption.isChanged { problems.append("\(assumption.name) differs from its default") }
            for text in [assumption.defaultValue] + assumption.alternatives {
                var changed = Assumptions()
                do {
                    try changed.set(assumption.name, to: text)
                    let now = changed.all.first { $0.name == assumption.name }
                    if now?.value != text { problems.append("\(assumption.name)=\(text) reads \(now?.value ?? "-")") }
                } catch { problems.append(error.description) }
            }
            if assumption.alternatives.contains(assumption.defaultValue) {
                problems.append("\(assumption.name) no choice")
            }
        }
        #expect(problems.isEmpty)
        #expect(names.isSuperset(of: ["high_periods", "low_factor", "cooldown_base", "ecs_cpu_metric_delay_s"]))
    }

    @Test(
        "a wrong assignment is refused with the name, the value and what was expected",
        arguments: [
            ("low_factor", "NAME=VALUE"), ("nonsense=1", "unknown assumption \"nonsense\""),
            ("high_periods=0", "1 to 60"), ("high_periods=3.5", "whole number"), ("low_factor=1.5", "0 to 1"),
            ("metric_pick=newest", "latest or mean_of_evaluated or worst_case"),
            ("ecs_cpu_metric_delay_s=1.0005", "three decimals"),
            ("activity_blocks_scale_in=maybe", "yes or no"),
        ]
    )
    func refused(assignment: String, expected: String) {
        var assumptions = Assumptions()
        var message = ""
        do { try assumptions.apply(assignment) } catch { message = error.description }
        #expect(message.contains(expected) && assumptions == Assumptions(), "\(message)")
    }
}
