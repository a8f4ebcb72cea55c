import CapacityTuning

/// Configurations as points in a plane, with the intervals of both coordinates.
struct ScatterFigure: Sendable {
    /// What a point is in the search.
    enum Kind: String, Sendable, CaseIterable {
        /// The cheapest that keeps what is required.
        case chosen
        /// The nearest to it where none does.
        case nearest
        /// On the front, and not to be told from the chosen one.
        case tie
        /// On the front.
        case front
        /// Another is better in every measure, or the search gave it up.
        case beaten
    }

    struct Point: Sendable {
        var x: Double
        var y: Double
        /// nil where a single run gives none.
        var xInterval: Interval?
        var yInterval: Interval?
        var kind: Kind
        /// The settings.
        var label: String
        /// All that is known of it, in lines.
        var title: String
    }

    /// One direction of the plane.
    struct Axis: Sendable {
        var title: String
        var text: @Sendable (Double) -> String
    }

    var title: String
    var note: String
    var horizontal: Axis
    var vertical: Axis
    /// What the vertical measure may be at most, and how it is called.
    var limit: (value: Double, text: String)?
    var points: [Point]

    /// Beaten points beyond these only make a page large.
    private static let mostBeaten = 400

    var markup: String {
        let beaten = points.filter { $0.kind == .beaten }
        let hidden = max(0, beaten.count - Self.mostBeaten)
        // The best lie on top.
        let kept = Kind.allCases.filter { $0 != .beaten }.reversed().flatMap { kind in points.filter { $0.kind == kind }
        }
        let shown = beaten.prefix(Self.mostBeaten) + kept
        let x = horizontalScale
        let y = verticalScale
        let drawn = shown.map { drawing(of: $0, x, y) }.joined(separator: "\n")
        let left = hidden > 0 ? " \(hidden) points of the same kind are left out." : ""
        return """
            <section class="scatter"><h2>\(HTMLDocument.escaped(title))</h2>
            <p class="note">\(HTMLDocument.escaped(note + left))</p>
            <p class="key">\(key)</p>
            <p class="key"><b>↑ \(HTMLDocument.escaped(vertical.title + (y.isRoot ? " (square-root scale)" : "")))</b></p>
            <svg class="plot" height="340" role="group" aria-label="\(HTMLDocument.escaped(title))">
            \(grid(x, y))
            \(drawn)
            \(calledPoint(x, y))</svg>
            </section>
            """
    }

    // Axes

    /// Zero lies a little above the lower edge, so that points on it stay clear of what is written below.
    private static func height(_ share: Double) -> String { SVGMarkup.percent(0.96 * (1 - share)) }

    private var horizontalScale: AxisScale {
        let ends = points.filter { $0.kind != .beaten }.flatMap { [$0.xInterval?.lower, $0.xInterval?.upper] }
        let all = points.map(\.x) + ends.compactMap(\.self)
        let least = all.min() ?? 0
        let most = all.max() ?? 1
        let margin = most > least ? (most - least) * 0.06 : max(most.magnitude * 0.1, 1)
        return AxisScale(covering: (least < margin && least >= 0 ? 0 : least - margin)...(most + margin), count: 7)
    }

    private var verticalScale: AxisScale {
        let ends = points.filter { $0.kind != .beaten }.compactMap { $0.yInterval?.upper }
        let most = (points.map(\.y) + ends + [limit?.value ?? 0]).max() ?? 0
        guard most > 0 else { return AxisScale(covering: 0...1, count: 4) }
        // Where the limit is a sliver of the axis, what keeps it and what just breaks it would be one line.
        if let limit, limit.value > 0, most > 12 * limit.value { return AxisScale(rootUpTo: most) }
        return AxisScale(covering: 0...(most * 1.06), count: 5)
    }

    private func grid(_ x: AxisScale, _ y: AxisScale) -> String {
        var text = ""
        for tick in y.ticks {
            let at = Self.height(y.share(tick))
            text += SVGMarkup.line("grid", "0", at, "100%", at)
            text += "<text x=\"-8\" y=\"\(at)\" dy=\"4\" text-anchor=\"end\">\(vertical.text(tick))</text>"
        }
        for (index, tick) in x.ticks.enumerated() {
            let at = SVGMarkup.percent(x.share(tick))
            text += SVGMarkup.line("grid", at, "0", at, "100%")
            let kind = index % 2 == 1 ? " class=\"minor\"" : ""
            text +=
                "<text\(kind) x=\"\(at)\" y=\"100%\" dy=\"17\" text-anchor=\"middle\">\(horizontal.text(tick))</text>"
        }
        text += "<text class=\"title\" x=\"100%\" y=\"100%\" dy=\"36\" text-anchor=\"end\">"
        text += "\(HTMLDocument.escaped(horizontal.title)) →</text>"
        guard let limit else { return text }
        let at = Self.height(y.share(limit.value))
        // On the side that the chosen point's name leaves free.
        let isLeft = best.map { x.share($0.x) > 0.5 } ?? false
        let side = isLeft ? "x=\"0\" dx=\"4\"" : "x=\"100%\" text-anchor=\"end\""
        return text + SVGMarkup.line("limit", "0", at, "100%", at)
            + "<text class=\"allowed\" \(side) y=\"\(at)\" dy=\"-5\">\(HTMLDocument.escaped(limit.text))</text>"
    }

    // Points

    private func drawing(of point: Point, _ x: AxisScale, _ y: AxisScale) -> String {
        let px = SVGMarkup.percent(x.share(point.x))
        let py = Self.height(y.share(point.y))
        var shapes = ""
        if point.kind != .beaten {
            if let interval = point.xInterval {
                let ends = (SVGMarkup.percent(x.share(interval.lower)), SVGMarkup.percent(x.share(interval.upper)))
                shapes += SVGMarkup.line("whisker", ends.0, py, ends.1, py)
            }
            if let interval = point.yInterval {
                let ends = (
                    Self.height(y.share(interval.lower)), Self.height(y.share(interval.upper))
                )
                shapes += SVGMarkup.line("whisker", px, ends.0, px, ends.1)
            }
        }
        shapes += SVGMarkup.placed(px, py, "<circle class=\"target-area\" r=\"11\"/>" + Self.shape(of: point.kind))
        return SVGMarkup.mark("point \(point.kind.rawValue)", title: point.title, shapes)
    }

    private static let star = "M0 -9L2.6 -3.1 9 -2.6 4.2 1.6 5.6 8 0 4.6 -5.6 8 -4.2 1.6 -9 -2.6 -2.6 -3.1Z"

    private static func shape(of kind: Kind) -> String {
        switch kind {
        case .chosen, .nearest: "<path d=\"\(star)\"/>"
        // A tie often lies on the chosen one: its ring shows around the star.
        case .tie: "<circle class=\"dot\" r=\"11\"/>"
        case .front: "<circle class=\"dot\" r=\"5\"/>"
        case .beaten: "<circle class=\"dot\" r=\"4\"/>"
        }
    }

    private var best: Point? { points.first { $0.kind == .chosen || $0.kind == .nearest } }

    /// Settings longer than this would not fit beside their point on a telephone.
    private static let longestName = 22

    /// The name of the chosen point beside it, on the side with more room.
    private func calledPoint(_ x: AxisScale, _ y: AxisScale) -> String {
        guard let best else { return "" }
        let share = x.share(best.x)
        let side = share > 0.5 ? "dx=\"-12\" text-anchor=\"end\"" : "dx=\"12\""
        let other = best.kind == .chosen ? "the choice" : "the nearest"
        return "<text class=\"called\" x=\"\(SVGMarkup.percent(share))\" y=\"\(Self.height(y.share(best.y)))\" "
            + "dy=\"-12\" \(side)>"
            + "\(HTMLDocument.escaped(best.label.count > Self.longestName ? other : best.label))</text>\n"
    }

    private var key: String {
        let dot = "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z"
        return Kind.allCases.filter { kind in points.contains { $0.kind == kind } }.map { kind in
            switch kind {
            case .chosen: RunChart.symbol("chosen", Self.star, "cheapest that keeps what is required")
            case .nearest: RunChart.symbol("nearest", Self.star, "nearest to what is required")
            case .tie: RunChart.symbol("tie", dot, "cannot be told from it")
            case .front: RunChart.symbol("front", dot, "on the front, with 95 % intervals")
            case .beaten: RunChart.symbol("beaten", dot, "beaten, or given up early")
            }
        }.joined()
    }
}
