/// A scenario that comes with the program.
public struct Preset: Sendable {
    /// The name for `--preset` and `preset:`.
    public let name: String
    /// What it shows, one sentence.
    public let summary: String
    /// Its text, which may name another preset to start from.
    public let text: String

    /// The preset every scenario starts from.
    public static let standard = Preset(
        name: "powersync-guide",
        summary: "The numbers of the PowerSync guide for AWS ECS on a working day.",
        text: guideText + "\n"
    )

    /// All presets, the standard one first.
    public static let all: [Preset] =
        [standard]
        + [
            variant(
                "powersync-guide-as-published",
                "The guide taken literally: its policy names no dimensions, so it never gets data.",
                "metrics: {policy_names_published_dimensions: false}"
            ),
            variant(
                "early-spike",
                "The guide's day with 700 clients more within 60 s at 06:00, when few tasks run.",
                #"clients: {spikes: [{at: "06:00", clients: 700, over: 60s, session: exponential(1h)}]}"#
            ),
            variant(
                "early-spike-min-6",
                "The same early spike met with at least 6 tasks.",
                "scaling: {min: 6}",
                base: "early-spike"
            ),
            variant(
                "flash-crowd",
                "600 clients more within 60 s at 09:00, when the morning wave is in.",
                #"clients: {spikes: [{at: "09:00", clients: 600, over: 60s, session: exponential(1h)}]}"#
            ),
            variant("min-4", "The guide's day with at least 4 tasks.", "scaling: {min: 4}"),
            variant(
                "scheduled-morning",
                "At least 6 tasks from 07:45 to 10:00 by scheduled actions, 2 otherwise.",
                """
                scaling:
                  scheduled:
                    - {name: before-work, at: "07:45", min: 6}
                    - {name: after-the-wave, at: "10:00", min: 2}
                """
            ),
            variant(
                "least-outstanding",
                "The guide's day with least outstanding requests in place of round robin.",
                "load_balancer: {algorithm: least_outstanding_requests}"
            ),
            variant(
                "calm-scale-in",
                "The guide's day with a scale-in cooldown longer than the drain.",
                "scaling: {scale_in_cooldown: 480s}"
            ),
            variant(
                "short-tokens",
                "The guide's day with tokens of 10 minutes.",
                "clients: {token_ttl: 10m}"
            ),
            variant(
                "old-dotnet-clients",
                "A fifth of the clients retry at once, as .NET did up to 0.1.2, in the early spike.",
                """
                clients:
                  kinds:
                    - {name: HTTP, share: 56%, transport: http}
                    - {name: WebSocket, share: 24%, transport: websocket}
                    - {name: old .NET, share: 20%, transport: http, retry_after_cut: 50ms, retry_after_refusal: 50ms}
                """,
                base: "early-spike"
            ),
            variant(
                "task-crash",
                "The fullest task dies at noon.",
                #"incidents: [{at: "12:00", kind: task_crash, tasks: 1}]"#
            ),
            variant(
                "storage-stall",
                "The database is away for 3 minutes at 11:00; every stream is dropped.",
                #"incidents: [{at: "11:00", kind: storage_stall, for: 3m}]"#
            ),
            variant(
                "rolling-deployment",
                "A new revision replaces every task at 11:00.",
                #"incidents: [{at: "11:00", kind: deployment}]"#
            ),
            variant(
                "ten-times",
                "Ten times the clients and up to 120 tasks.",
                "clients: {peak: 6400}\nscaling: {max: 120}"
            ),
            variant(
                "prototype-day",
                "A plain day: arrivals on one cosine, 400 clients more at 09:00, one policy.",
                """
                # One transport, one policy, no tokens and no health checks, so that a rule shows by itself.
                clients:
                  peak: 640
                  groups: [{name: day, day: cosine, session: exponential(2h)}]
                  spikes: [{at: "09:00", clients: 400, over: 60s, session: exponential(2h)}]
                  connect: 0s
                  token_ttl: never
                  kinds: [{name: HTTP, share: 100%, transport: http}]
                tasks: {start_latency: 60s..180s}
                load_balancer:
                  algorithm: least_outstanding_requests
                  registration: 0s
                  health_check_interval: 0s
                  health_check_response: 0s
                scaling: {targets: {cpu: none}}
                """
            ),
            variant(
                "week",
                "A week of such days with a quiet weekend.",
                "days: 7\nclients: {week: [100%, 100%, 100%, 100%, 90%, 20%, 10%]}"
            ),
        ]

    /// The preset of this name.
    public static func named(_ name: String) -> Preset? {
        all.first { $0.name == name }
    }

    private static func variant(
        _ name: String,
        _ summary: String,
        _ body: String,
        base: String = standard.name
    )
        -> Preset
    {
        Preset(
            name: name,
            summary: summary,
            text: """
                preset: \(base)
                name: \(name)
                description: "\(summary)"
                \(body)

                """
        )
    }
}
