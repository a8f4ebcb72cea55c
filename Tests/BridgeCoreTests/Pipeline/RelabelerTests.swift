import BridgeCore
import Testing

struct RelabelerTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var title: String
        var rule: RelabelRule
        var expected: String

        init(_ title: String, _ expected: String, _ rule: RelabelRule) {
            self.title = title
            self.rule = rule
            self.expected = expected
        }

        var testDescription: String { self.title }
    }

    static func rule(
        _ action: RelabelRule.Action,
        _ sources: [String] = [],
        _ regex: String = "(.*)",
        target: String = "",
        replacement: String = "$1",
        modulus: UInt64 = 0
    ) -> RelabelRule {
        RelabelRule(
            sourceLabels: sources,
            targetLabel: target,
            regex: Pattern(regex, anchoring: .whole),
            modulus: modulus,
            replacement: replacement,
            action: action
        )
    }

    static let rows: [Row] = [
        Row("replace", "a=foo b=bar c=foo;bar", rule(.replace, ["a", "b"], target: "c")),
        Row(
            "replace with groups",
            "a=foo b=bar c=oo-f",
            rule(.replace, ["a"], "(.)(.*)", target: "c", replacement: "${2}-$1")
        ),
        Row(
            "replace matches the whole value",
            "a=foo b=bar",
            rule(.replace, ["a"], "f", target: "c", replacement: "x")
        ),
        Row("replace by nothing deletes", "a=foo", rule(.replace, ["a"], target: "b", replacement: "")),
        Row("replace into a target of the value", "a=foo b=bar foo_x=foo", rule(.replace, ["a"], target: "${1}_x")),
        Row(
            "replace without sources sets a constant",
            "a=foo b=bar c=k",
            rule(.replace, target: "c", replacement: "k")
        ),
        Row("replace from a missing label deletes the target", "a=foo", rule(.replace, ["missing"], target: "b")),
        Row("keep", "a=foo b=bar", rule(.keep, ["a"], "foo|x")),
        Row("keep drops what does not match", "dropped", rule(.keep, ["a"], "fo")),
        Row("drop", "dropped", rule(.drop, ["a", "b"], "foo;b.*")),
        Row("drop keeps what does not match", "a=foo b=bar", rule(.drop, ["a"], "fo")),
        Row("keepequal", "dropped", rule(.keepequal, ["a"], target: "b")),
        Row("dropequal", "a=foo b=bar", rule(.dropequal, ["a"], target: "b")),
        Row("lowercase", "a=foo b=bar c=foo", rule(.lowercase, ["a"], target: "c")),
        Row("uppercase", "a=foo b=FOO", rule(.uppercase, ["a"], target: "b")),
        Row("labeldrop", "b=bar", rule(.labeldrop, [], "a")),
        Row("labelkeep", "a=foo", rule(.labelkeep, [], "a")),
        Row("labelmap", "a=foo b=bar x_a=foo x_b=bar", rule(.labelmap, [], "(.)", replacement: "x_$1")),
        // The last 8 bytes of the MD5 of "foo", acbd18db4cc2f85cedef654fccc4a4d8, modulo 1000.
        Row("hashmod", "a=foo b=bar c=696", rule(.hashmod, ["a"], target: "c", modulus: 1000)),
        Row("a pattern that is none drops everything", "dropped", rule(.drop, ["a"], "*")),
    ]

    @Test("Each action does what Prometheus' does", arguments: rows)
    func action(_ row: Row) {
        var labels = LabelSet([Label("b", "bar"), Label("a", "foo")])
        var relabeler = Relabeler([row.rule])
        let isKept = relabeler.apply(to: &labels)
        let text = labels.labels.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        #expect((isKept ? text : "dropped") == row.expected)
    }

    @Test func rulesApplyInOrderUntilOneDrops() {
        var labels = [Label("a", "foo")]
        let rules = [
            Self.rule(.replace, ["a"], target: "b"), Self.rule(.replace, ["b"], target: "c", replacement: "${1}!"),
        ]
        #expect(Relabeling.apply(rules, to: &labels))
        #expect(labels == [Label("a", "foo"), Label("b", "foo"), Label("c", "foo!")])
        #expect(!Relabeling.apply(rules + [Self.rule(.drop, ["c"], "foo!")], to: &labels))
    }
}
