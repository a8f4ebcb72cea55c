/// The chart of a run: panels over one time axis, complete without JavaScript.
struct RunChart {
    /// A decision of the control plane as a mark.
    struct Mark {
        var time: Int
        var kind: RunPage.Decision.Kind
        var text: String
    }

    let chart: RunPage.Chart
    let marks: [Mark]

    /// More points than any screen has columns only make a page large.
    private static let mostPoints = 1500

    /// Marks of decisions that changed nothing are left out beyond this many.
    private static let mostQuietMarks = 300

    init(_ chart: RunPage.Chart, marks: [Mark]) {
        self.chart = chart.thinned(to: Self.mostPoints)
        let quiet = marks.count { $0.kind == .notScaled }
        self.marks = quiet > Self.mostQuietMarks ? marks.filter { $0.kind != .notScaled } : marks
    }

    var markup: String {
        """
        <section><h2>The run over time</h2>
        <p class="note js">Move over the chart, or tap it, to read a moment. A triangle tells why it scaled.</p>
        <div class="time">
        \(clientsPanel)\(decisionsLane)\(troubleLanes)\(tasksPanel)\(fullestPanel)
        </div></section>
        """
    }

    // Panels

    private var clientsPanel: String {
        let most = (chart.clients + chart.roomAtLimit).max() ?? 1
        let scale = AxisScale(covering: 0...Double(max(most, 4)) * 1.04, count: 4)
        var key = Self.key("line clients", "connected") + Self.key("line limit", "room at the limit of \(limit) a task")
        var lines = area("fill-clients", chart.clients, scale)
        lines += path("limit", stepping(chart.roomAtLimit, scale))
        if let target = chart.targetPerTask {
            key += Self.key("line target", "room at the target of \(target) a task")
            lines += path("target", stepping(chart.roomAtTarget, scale))
        }
        lines += path("clients", sloping(chart.clients, scale))
        return panel("Clients", key, height: 300, scale, lines, hasClock: false)
    }

    private var tasksPanel: String {
        let zero = Array(repeating: 0, count: chart.tasks.count)
        let starting = chart.starting.isEmpty ? zero : chart.starting
        let draining = chart.draining.isEmpty ? zero : chart.draining
        let notDraining = zip(chart.tasks, starting).map(+)
        let all = zip(notDraining, draining).map(+)
        let scale = AxisScale(covering: 0...Double(max((all + chart.desired).max() ?? 1, 2)) * 1.04, count: 3)
        // From the tallest to the lowest, each covering what is not its own.
        let lines =
            (all == notDraining ? "" : area("fill-draining", all, scale, isStep: true))
            + (notDraining == chart.tasks ? "" : area("fill-starting", notDraining, scale, isStep: true))
            + area("fill-serving", chart.tasks, scale, isStep: true)
            + path("desired", stepping(chart.desired, scale))
        let key =
            Self.key("box fill-serving", "in service") + Self.key("box fill-starting", "starting")
            + Self.key("box fill-draining", "draining or stopping") + Self.key("line desired", "desired")
        return panel("Tasks", key, height: 120, scale, lines, hasClock: false)
    }

    private var fullestPanel: String {
        let most = max(chart.hottestTask.max() ?? 1, chart.limitPerTask, 1)
        let scale = AxisScale(covering: 0...Double(most) * 1.04, count: 3)
        let y = SVGMarkup.percent(1 - scale.share(Double(chart.limitPerTask)))
        let key =
            Self.key("line hottest", "connections on the fullest task") + Self.key("line limit", "its limit, \(limit)")
        return panel(
            "Fullest task",
            key,
            height: 120,
            scale,
            path("hottest", sloping(chart.hottestTask, scale)),
            over: SVGMarkup.line("limit", "0", y, "100%", y),
            hasClock: true
        )
    }

    private var limit: String { NumberText.integer(chart.limitPerTask) }

    private func panel(
        _ title: String,
        _ key: String,
        height: Int,
        _ scale: AxisScale,
        _ lines: String,
        over: String = "",
        hasClock: Bool
    ) -> String {
        var grid = ""
        for tick in scale.ticks {
            let y = SVGMarkup.percent(1 - scale.share(tick))
            grid += SVGMarkup.line("grid", "0", y, "100%", y)
            grid += "<text x=\"-8\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">\(NumberText.short(tick, places: 0))</text>"
        }
        return """
            <p class="key"><b>\(title)</b>\(key)</p>
            <svg class="plot\(hasClock ? " clock" : "")" height="\(height)" role="img" aria-label="\(title) over time">
            \(grid)\(timeGrid(hasClock: hasClock))<svg viewBox="0 0 \(max(chart.clients.count - 1, 1)) \(Self.depth)" \
            preserveAspectRatio="none" width="100%" height="100%">\(lines)</svg>\(over)\(Self.cursor)</svg>

            """
    }

    // Lanes

    private var decisionsLane: String {
        guard !marks.isEmpty else { return "<p class=\"key\"><b>Scaling decisions</b><span>none</span></p>\n" }
        var text = SVGMarkup.line("grid", "0", "50%", "100%", "50%")
        // Those that changed something lie on top.
        for mark in marks.filter({ $0.kind == .notScaled }) + marks.filter({ $0.kind != .notScaled }) {
            let shape: String
            let kind: String
            let height: String
            // Above and below the line, so that one does not hide the other.
            switch mark.kind {
            case .scaleOut: (kind, height, shape) = ("out", "28%", "<path d=\"M-6 6H6L0 -6Z\"/>")
            case .scaleIn: (kind, height, shape) = ("in", "72%", "<path d=\"M-6 -6H6L0 6Z\"/>")
            case .notScaled, .other: (kind, height, shape) = ("quiet", "50%", "<circle r=\"2.5\"/>")
            }
            let target = "<circle class=\"target-area\" r=\"\(kind == "quiet" ? 5 : 10)\"/>"
            text += SVGMarkup.placed(
                SVGMarkup.percent(mark.time, of: chart.durationMilliseconds),
                height,
                SVGMarkup.mark(kind, title: mark.text, target + shape)
            )
        }
        let hasQuiet = marks.contains { $0.kind == .notScaled }
        let key =
            Self.symbol("out", "M-6 6H6L0 -6Z", "scale-out") + Self.symbol("in", "M-6 -6H6L0 6Z", "scale-in")
            + (hasQuiet
                ? Self.symbol("quiet", "M-2.5 0A2.5 2.5 0 1 1 2.5 0A2.5 2.5 0 1 1 -2.5 0Z", "asked, but kept") : "")
        return lane("Scaling decisions", key, text, height: 38)
    }

    private var troubleLanes: String {
        bars("Refused (HTTP 429)", "refused", chart.refusedAttempts, chart.refusals)
            + bars("Cut off", "cut", chart.cutConnections, chart.cuts)
    }

    /// A bar for each moment; of full height where only the moments are known.
    private func bars(_ title: String, _ kind: String, _ counts: [Int], _ moments: [Int]) -> String {
        guard !moments.isEmpty || counts.contains(where: { $0 > 0 }) else {
            return "<p class=\"key\"><b>\(title)</b><span>nobody</span></p>\n"
        }
        let most = max(counts.max() ?? 0, 1)
        let path: String
        if counts.contains(where: { $0 > 0 }) {
            path = counts.indices.filter { counts[$0] > 0 }.map { index in
                // A lone refusal among thousands still has to be seen.
                let height = max(counts[index] * Self.depth / most, Self.depth / 6)
                return "M\(index) \(Self.depth)v-\(height)"
            }.joined()
        } else {
            let last = max(chart.clients.count - 1, 1)
            path = moments.map { "M\($0 * last / max(chart.durationMilliseconds, 1)) \(Self.depth)V0" }.joined()
        }
        let key = counts.isEmpty ? "" : "<span>at most \(NumberText.integer(most)) at once</span>"
        let drawing = """
            <svg viewBox="0 0 \(max(chart.clients.count - 1, 1)) \(Self.depth)" preserveAspectRatio="none" width="100%" \
            height="100%"><path class="bar \(kind)" d="\(path)"/></svg>
            """
        return lane(title, key, SVGMarkup.line("grid", "0", "100%", "100%", "100%") + drawing)
    }

    private func lane(_ title: String, _ key: String, _ content: String, height: Int = 26) -> String {
        """
        <p class="key"><b>\(title)</b>\(key)</p>
        <svg class="plot lane" height="\(height)" role="group" aria-label="\(title) over time">\(timeGrid(hasClock: false))\
        \(content)\(Self.cursor)</svg>

        """
    }

    // Pieces

    private static let cursor = "<line class=\"cursor\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"100%\"/>"

    static func key(_ kind: String, _ text: String) -> String { "<span><i class=\"\(kind)\"></i>\(text)</span>" }

    static func symbol(_ kind: String, _ path: String, _ text: String) -> String {
        "<span><svg class=\"symbol\" viewBox=\"-8 -8 16 16\"><path class=\"\(kind)\" d=\"\(path)\"/></svg>\(text)</span>"
    }

    private func timeGrid(hasClock: Bool) -> String {
        let hour = 3_600_000
        let steps = [300_000, 600_000, 1_800_000, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour]
        let duration = chart.durationMilliseconds
        let step = steps.first { duration / $0 <= 9 } ?? (duration / (8 * 24 * hour) + 1) * 24 * hour
        var text = ""
        for (index, time) in stride(from: 0, through: duration, by: step).enumerated() {
            let x = SVGMarkup.percent(time, of: duration)
            text += SVGMarkup.line("grid", x, "0", x, "100%")
            guard hasClock else { continue }
            let clock = NumberText.clock(milliseconds: time)
            let isMidnight = time % (24 * hour) == 0 && duration > 24 * hour
            let label = isMidnight ? "day \(time / (24 * hour) + 1)" : String(clock.suffix(8).prefix(5))
            let kind = index % 2 == 1 ? " class=\"minor\"" : ""
            let anchor = duration - time < step / 4 ? "end" : "middle"
            text += "<text\(kind) x=\"\(x)\" y=\"100%\" dy=\"18\" text-anchor=\"\(anchor)\">\(label)</text>"
        }
        return text
    }
}
