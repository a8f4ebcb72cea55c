/// The chart of a run as inline SVG: static without JavaScript, with a reading under the pointer with it.
struct ChartSVG {
    private let chart: RunPage.Chart
    private let decisions: [(time: Int, isOut: Bool, text: String)]

    private static let width = 1000
    private static let left = 56
    private static let right = 990
    private static let plotTop = 10
    private static let plotBottom = 300
    private static let tasksTop = 330
    private static let tasksBottom = 400
    private static let hotTop = 430
    private static let hotBottom = 500
    private static let height = 530

    init(_ chart: RunPage.Chart, decisions: [(time: Int, isOut: Bool, text: String)]) {
        self.chart = chart
        self.decisions = decisions
    }

    private var top: Int {
        Self.roundNumber(atLeast: max(chart.clients.max() ?? 1, chart.roomAtLimit.max() ?? 1, 4))
    }

    private static func roundNumber(atLeast value: Int) -> Int {
        var unit = 1
        while true {
            for step in [4, 8, 12, 16, 20, 24, 32, 40] where step * unit >= value { return step * unit }
            unit *= 10
        }
    }

    private func x(_ time: Int) -> Int {
        Self.left + time * (Self.right - Self.left) / max(chart.durationMilliseconds, 1)
    }

    private func y(_ value: Int, _ top: Int, _ from: Int, _ to: Int) -> Int {
        to - min(value, top) * (to - from) / max(top, 1)
    }

    private func path(_ values: [Int], top: Int, from: Int, to: Int, isStep: Bool = false) -> String {
        var path = ""
        var last: Int?
        for (index, value) in values.enumerated() {
            let px = Self.left + index * (Self.right - Self.left) / max(values.count - 1, 1)
            let py = y(value, top, from, to)
            // Points on one horizontal line need not be written.
            if py == last, index != values.count - 1 { continue }
            if path.isEmpty {
                path = "M\(px) \(py)"
            } else {
                path += (isStep || last.map { abs($0 - py) > 40 } ?? false ? "H\(px)V\(py)" : "L\(px) \(py)")
            }
            last = py
        }
        return path
    }

    /// The drawing with its key, the place of the reading, the data and the script.
    var markup: String {
        let target = chart.targetPerTask.map { "room at the target of \($0) per task" }
        var key = "<p class=\"key\"><span><i style=\"border-color:var(--clients)\"></i>clients connected</span>"
        if let target {
            key += "<span><i style=\"border-color:var(--target);border-top-style:dashed\"></i>\(target)</span>"
        }
        key += "<span><i style=\"border-color:var(--limit);border-top-style:dotted\"></i>"
        key += "room at the limit of \(chart.limitPerTask) per task</span>"
        key += "<span class=\"note\">▲ scale-out, ▼ scale-in, red ticks: refused, amber ticks: cut</span></p>"
        return """
            <section><h2>Connections over time</h2>
            \(key)
            <figure><div class="wide"><svg viewBox="0 0 \(Self.width) \(Self.height)" role="img" \
            aria-label="Connections, tasks and the fullest task over time">
            \(grid)\(lines)\(strips)\(marks)
            <line class="cursor" y1="\(Self.plotTop)" y2="\(Self.hotBottom)"/>
            </svg></div>
            <figcaption class="reading note">Move over the chart to read values.</figcaption></figure></section>
            <script>
            \(script)
            </script>
            """
    }

    private var grid: String {
        var text = ""
        for part in 0...4 {
            let value = top * part / 4
            let py = y(value, top, Self.plotTop, Self.plotBottom)
            text += "<line class=\"grid\" x1=\"\(Self.left)\" x2=\"\(Self.right)\" y1=\"\(py)\" y2=\"\(py)\"/>"
            text +=
                "<text x=\"\(Self.left - 6)\" y=\"\(py + 4)\" text-anchor=\"end\">\(NumberText.integer(value))</text>"
        }
        let hour = 3_600_000
        let steps = [300_000, 600_000, 1_800_000, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour]
        let step =
            steps.first { chart.durationMilliseconds / $0 <= 9 } ?? max(24 * hour, chart.durationMilliseconds / 8)
        for time in stride(from: 0, through: chart.durationMilliseconds, by: step) {
            let px = x(time)
            text += "<line class=\"grid\" x1=\"\(px)\" x2=\"\(px)\" y1=\"\(Self.plotTop)\" y2=\"\(Self.hotBottom)\"/>"
            let clock = NumberText.clock(milliseconds: time)
            let label = step >= 24 * hour ? "day \(time / (24 * hour) + 1)" : String(clock.suffix(8).prefix(5))
            let anchor = px > Self.right - 20 ? "end" : "middle"
            text += "<text x=\"\(px)\" y=\"\(Self.hotBottom + 18)\" text-anchor=\"\(anchor)\">\(label)</text>"
        }
        return text
    }

    private var lines: String {
        let range = (Self.plotTop, Self.plotBottom)
        let clients = path(chart.clients, top: top, from: range.0, to: range.1)
        var text = "<path class=\"area\" d=\"\(clients)V\(range.1)H\(Self.left)Z\"/>"
        text +=
            "<path class=\"limit\" d=\"\(path(chart.roomAtLimit, top: top, from: range.0, to: range.1, isStep: true))\"/>"
        if chart.targetPerTask != nil {
            let room = path(chart.roomAtTarget, top: top, from: range.0, to: range.1, isStep: true)
            text += "<path class=\"target\" d=\"\(room)\"/>"
        }
        return text + "<path class=\"clients\" d=\"\(clients)\"/>"
    }

    private var strips: String {
        let most = max(chart.tasks.max() ?? 1, 1)
        let tasks = path(chart.tasks, top: most, from: Self.tasksTop, to: Self.tasksBottom, isStep: true)
        let hottest = max(chart.hottestTask.max() ?? 1, chart.limitPerTask)
        let hot = path(chart.hottestTask, top: hottest, from: Self.hotTop, to: Self.hotBottom)
        let limit = y(chart.limitPerTask, hottest, Self.hotTop, Self.hotBottom)
        func label(_ text: String, _ py: Int) -> String {
            "<text x=\"\(Self.left - 6)\" y=\"\(py)\" text-anchor=\"end\">\(text)</text>"
        }
        return "<path class=\"area\" d=\"\(tasks)V\(Self.tasksBottom)H\(Self.left)Z\"/>"
            + "<path class=\"clients\" d=\"\(tasks)\"/>" + label("\(most)", Self.tasksTop + 8)
            + label("tasks", Self.tasksBottom)
            + "<path class=\"clients\" d=\"\(hot)\"/>"
            + "<line class=\"limit\" x1=\"\(Self.left)\" x2=\"\(Self.right)\" y1=\"\(limit)\" y2=\"\(limit)\"/>"
            + label("\(chart.limitPerTask)", limit + 4) + label("fullest", Self.hotBottom)
    }

    private var marks: String {
        var text = ""
        for time in chart.refusals {
            let px = x(time)
            text += "<line class=\"refused\" x1=\"\(px)\" x2=\"\(px)\" y1=\"302\" y2=\"312\"/>"
        }
        for time in chart.cuts {
            let px = x(time)
            text += "<line class=\"cut\" x1=\"\(px)\" x2=\"\(px)\" y1=\"314\" y2=\"322\"/>"
        }
        for decision in decisions {
            let px = x(decision.time)
            let points =
                decision.isOut
                ? "\(px - 5),328 \(px + 5),328 \(px),318" : "\(px - 5),318 \(px + 5),318 \(px),328"
            text += "<polygon class=\"\(decision.isOut ? "out" : "in")\" points=\"\(points)\">"
            text += "<title>\(HTMLDocument.escaped(decision.text))</title></polygon>"
        }
        return text
    }

    // Plain numbers only, so that nothing of a scenario's text can end the script.
    private var script: String {
        func list(_ values: [Int]) -> String { "[" + values.map(String.init).joined(separator: ",") + "]" }
        return """
            (function () {
              var duration = \(chart.durationMilliseconds), left = \(Self.left), right = \(Self.right);
              var rows = { clients: \(list(chart.clients)), tasks: \(list(chart.tasks)),
                target: \(list(chart.roomAtTarget)), limit: \(list(chart.roomAtLimit)), fullest: \(list(chart.hottestTask)) };
              var figure = document.currentScript.previousElementSibling.querySelector("figure");
              var svg = figure.querySelector("svg"), cursor = svg.querySelector(".cursor");
              var reading = figure.querySelector(".reading");
              function two(n) { return (n < 10 ? "0" : "") + n; }
              function read(event) {
                var box = svg.getBoundingClientRect();
                var at = (event.clientX - box.left) / box.width * \(Self.width);
                var part = Math.min(1, Math.max(0, (at - left) / (right - left)));
                var index = Math.round(part * (rows.clients.length - 1));
                var minutes = Math.floor(index / (rows.clients.length - 1) * duration / 60000);
                var x = left + part * (right - left);
                cursor.setAttribute("x1", x); cursor.setAttribute("x2", x); cursor.style.visibility = "visible";
                reading.textContent = (minutes >= 1440 ? "day " + (Math.floor(minutes / 1440) + 1) + " " : "")
                  + two(Math.floor(minutes / 60) % 24) + ":" + two(minutes % 60) + "  " + rows.clients[index]
                  + " clients, " + rows.tasks[index] + " tasks, room for " + rows.target[index] + " at the target and "
                  + rows.limit[index] + " at the limit, fullest task " + rows.fullest[index];
              }
              svg.addEventListener("pointermove", read);
              svg.addEventListener("pointerdown", read);
            })();
            """
    }
}
