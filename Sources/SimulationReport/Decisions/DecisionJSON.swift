public import LosslessJSON
public import TargetTracking

/// Decisions as JSON, one shape for every command.
public enum DecisionJSON {
    /// The decision with its sentences; `epoch` turns its time into one of the calendar.
    public static func value(_ decision: Decision, _ sentences: DecisionSentences, epoch: Int? = nil) -> JSONValue {
        .members([
            ("timeMilliseconds", .integer(decision.time)),
            (
                "time",
                .string(
                    epoch.map { NumberText.utc(milliseconds: decision.time + $0) }
                        ?? NumberText.clock(milliseconds: decision.time)
                )
            ),
            ("direction", .string(decision.direction == .out ? "out" : "in")),
            ("scaled", .bool(decision.scaled)),
            ("from", .integer(decision.previousDesired)),
            ("to", .integer(decision.desired)),
            ("running", .integer(decision.running)),
            ("candidate", .integer(decision.candidate)),
            ("blockedBy", decision.blockedBy.map { .string(DecisionSentences.shortName(of: $0)) } ?? .null),
            ("repeats", .integer(decision.repeats)),
            ("why", .array(sentences.sentences(for: decision).map(JSONValue.string))),
        ])
    }
}

extension JSONValue {
    /// An object with the members in this order.
    public static func members(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members.map { JSONMember(key: $0.0, value: $0.1) }))
    }
}
