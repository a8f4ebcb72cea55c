extension RunChart {
    /// The height of the stretched drawing; its width is one for each step of time.
    static let depth = 1000

    private func y(_ value: Int, _ scale: AxisScale) -> Int {
        Int(((1 - scale.share(Double(value))) * Double(Self.depth)).rounded())
    }

    /// A line from value to value; neighbours of equal height are one stroke.
    func sloping(_ values: [Int], _ scale: AxisScale) -> String {
        let heights = values.map { y($0, scale) }
        var path = ""
        for (index, height) in heights.enumerated() {
            let isInside = index > 0 && index + 1 < heights.count
            if isInside, heights[index - 1] == height, heights[index + 1] == height { continue }
            path += path.isEmpty ? "M\(index) \(height)" : "L\(index) \(height)"
        }
        return path
    }

    /// A line that keeps each value until the next.
    func stepping(_ values: [Int], _ scale: AxisScale) -> String {
        guard let first = values.first else { return "" }
        var height = y(first, scale)
        var path = "M0 \(height)"
        for (index, value) in values.enumerated() where y(value, scale) != height {
            height = y(value, scale)
            path += "H\(index)V\(height)"
        }
        return path + "H\(max(values.count - 1, 1))"
    }

    func path(_ kind: String, _ line: String) -> String {
        line.isEmpty ? "" : "<path class=\"\(kind)\" d=\"\(line)\"/>"
    }

    /// The area below a line.
    func area(_ kind: String, _ values: [Int], _ scale: AxisScale, isStep: Bool = false) -> String {
        guard values.contains(where: { $0 > 0 }) else { return "" }
        let line = isStep ? stepping(values, scale) : sloping(values, scale)
        return path(kind, line + "V\(Self.depth)H0Z")
    }

    /// The series for the script, as an object of whole numbers only: no text of a scenario can end the script.
    var data: String {
        let series: [(String, [Int])] = [
            ("clients", chart.clients), ("waiting", chart.waiting), ("target", chart.roomAtTarget),
            ("tasks", chart.tasks), ("starting", chart.starting), ("draining", chart.draining),
            ("desired", chart.desired), ("fullest", chart.hottestTask), ("refused", chart.refusedAttempts),
            ("cut", chart.cutConnections),
        ]
        let lists = series.filter { !$0.1.isEmpty }.map { name, values in
            var last = 0
            let steps = values.map { value -> String in
                defer { last = value }
                return String(value - last)
            }
            return "\(name):[\(steps.joined(separator: ","))]"
        }
        return "{duration:\(chart.durationMilliseconds),count:\(chart.clients.count),limit:\(chart.limitPerTask),"
            + "target:\(chart.targetPerTask != nil),series:{\(lists.joined(separator: ",\n"))}}"
    }
}

extension RunPage.Chart {
    /// The chart with at most about so many points: of each stretch the value at its start, and of what must not be
    /// missed the most or the sum.
    func thinned(to most: Int) -> RunPage.Chart {
        guard clients.count > most else { return self }
        let stretch = (clients.count + most - 1) / most
        func each(_ values: [Int], _ pick: (ArraySlice<Int>) -> Int) -> [Int] {
            stride(from: 0, to: values.count, by: stretch).map { pick(values[$0..<min($0 + stretch, values.count)]) }
        }
        func first(_ values: ArraySlice<Int>) -> Int { values.first ?? 0 }
        func highest(_ values: ArraySlice<Int>) -> Int { values.max() ?? 0 }
        func sum(_ values: ArraySlice<Int>) -> Int { values.reduce(0, +) }
        var chart = self
        for path in [\RunPage.Chart.roomAtTarget, \.roomAtLimit, \.tasks, \.starting, \.draining, \.desired] {
            chart[keyPath: path] = each(self[keyPath: path], first)
        }
        for path in [\RunPage.Chart.clients, \.waiting, \.hottestTask] {
            chart[keyPath: path] = each(self[keyPath: path], highest)
        }
        chart.refusedAttempts = each(refusedAttempts, sum)
        chart.cutConnections = each(cutConnections, sum)
        return chart
    }
}
