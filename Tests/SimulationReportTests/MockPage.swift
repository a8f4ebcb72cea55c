@testable import SimulationReport

/// A page of invented values: it exercises every block of the layout.
enum MockPage {
    static let page: RunPage = {
        var page = RunPage(
            title: "powersync-guide",
            subtitle: "The numbers of the PowerSync guide for AWS ECS on a working day.",
            verdict: .init(
                holds: false,
                headline: "41 of 812 clients were refused (HTTP 429), the longest for 3 min 10 s.",
                details: [
                    "6 scale-outs and 5 scale-ins between 2 and 9 tasks; scale-in cut 214 connections.",
                    "$11.79 for the day, $358.60 for a month of such days.",
                ]
            )
        )
        page.warnings = [
            "Scale-in cooldown 300 s is shorter than deregistration delay 300 s + metric delay 15 s + 60 s: while tasks "
                + "drain, a second scale-in may be decided on old figures."
        ]
        page.facts = [
            .init("clients", "peak 640 at once, 1 h 10 min a session, tokens of 60 min, retry after 5 s"),
            .init("tasks", "2 to 10 of 2 vCPU and 4 GB, at most 200 connections each"),
            .init("policies", "80 connections per task, 70 % CPU; cooldown 120 s out, 300 s in"),
            .init("load balancer", "round robin, deregistration delay 300 s"),
        ]
        page.requirements = [
            .init(expression: "refused_clients == 0", measured: "41", holds: false),
            .init(expression: "cost_dollars < 20", measured: "11.79", holds: true),
        ]
        page.measures = [
            .init(
                "What clients saw",
                [
                    .init("clients refused", "41", "of 812; 1,840 attempts answered with 429", ink: .bad),
                    .init("waited", "2 h 05 min", "together, 3 min 10 s at most"),
                    .init("connections cut", "214", "by 5 scale-ins; 96 in the largest wave"),
                ]
            ),
            .init("What tasks did", [.init("at the limit", "12 min", "task-minutes with 200 connections")]),
        ]
        let minutes = 1440
        let day = (0..<minutes).map { minute -> Int in
            let distance = (minute - 780).magnitude
            return distance > 420 ? 60 : Int(60 + 580 * (420 - distance) / 420)
        }
        let tasks = day.indices.map { index in max(2, (day[max(0, index - 6)] + 79) / 80) }
        var chart = RunPage.Chart(
            durationMilliseconds: 86_400_000,
            clients: day,
            roomAtTarget: tasks.map { $0 * 80 },
            roomAtLimit: tasks.map { $0 * 200 },
            tasks: tasks.map { $0 > 7 ? $0 + 3 : $0 },
            hottestTask: day.map { $0 / 3 },
            limitPerTask: 200,
            targetPerTask: "80"
        )
        chart.scaleOuts = [30_000_000, 33_000_000, 39_000_000]
        chart.scaleIns = [60_000_000, 66_000_000]
        chart.cuts = [60_300_000, 66_300_000]
        chart.refusals = [40_000_000]
        page.chart = chart
        page.decisions = [
            .init(
                time: "08:03:12",
                change: "2 → 3",
                kind: .scaleOut,
                why: [
                    "connections above 80 for 3 of 3 minutes; ceil(2 × 96.5 / 80) = 3",
                    "cpu wants 2, so the larger wins; 3rd task takes clients at 08:04:42",
                ]
            ),
            .init(time: "17:40:12", change: "9 → 8", kind: .scaleIn, why: ["connections and cpu below 90 % of target"]),
            .init(time: "17:41:12", change: "stays 8", kind: .notScaled, why: ["scale-in cooldown until 17:46:02"]),
        ]
        page.decisionsLeftOut = "9 more; --decisions prints all of them."
        page.cost = [
            .init("serving", taskHours: "118.2 h", dollars: "$11.67"),
            .init("starting", taskHours: "0.4 h", dollars: "$0.04", note: "from image pull to first client"),
            .init("total", taskHours: "118.6 h", dollars: "$11.71", note: "$356.18 for a month of such days"),
        ]
        page.costNote = "Fargate Linux/x86 in us-east-1: $0.04048 per vCPU-hour, $0.004445 per GB-hour."
        page.assumptions = [
            .init("changed", "base_outside_cooldown desired (running)"),
            .init("observed", "low_periods 15, low_factor 0.9"),
            .init("assumed", "custom_metric_visible_delay_s 15"),
        ]
        page.assumptionsNote = "AWS does not document these; change one with --assume NAME=VALUE."
        page.next = [
            .init("scalesim run --min 4", "the same day with at least 4 tasks"),
            .init("scalesim init > my.yaml", "a commented scenario to make your own"),
        ]
        page.reproduction = [
            "scalesim run --preset powersync-guide --seed 1",
            "seed 1, scenario 5f0c1c7e; the same command prints the same bytes.",
        ]
        return page
    }()
}
