import CapacityTuning

/// Differences with their intervals around a line of no difference, row by row.
struct DifferenceFigure: Sendable {
    /// What the interval says; every measure is better when smaller.
    enum Kind: String, Sendable {
        case less
        case more
        /// It may as well be zero, or is.
        case unsure
    }

    struct Row: Sendable {
        var name: String
        /// On the panel's axis; infinite where the axis has no place for it.
        var point: Double
        /// nil where a single run gives none.
        var interval: Interval?
        var kind: Kind
        /// The difference in the measure's own unit.
        var value: String
        /// All that is known of it, in lines.
        var title: String
    }

    /// Rows that share an axis.
    struct Panel: Sendable {
        var title: String
        var rows: [Row]
        var text: @Sendable (Double) -> String
        /// The part of the axis that is drawn at most; what lies beyond it gets an arrow.
        var bounds: ClosedRange<Double>?
    }

    var title: String
    var note: String
    /// What lies on either side of zero.
    var sides: (less: String, more: String)
    var panels: [Panel]

    var markup: String {
        """
        <section><h2>\(HTMLDocument.escaped(title))</h2>
        <p class="note">\(HTMLDocument.escaped(note))</p>
        \(panels.map { markup(of: $0) }.joined(separator: "\n"))
        </section>
        """
    }

    private func markup(of panel: Panel) -> String {
        let scale = Self.scale(of: panel)
        let heading = panel.title.isEmpty ? "" : "<p class=\"key\"><b>\(HTMLDocument.escaped(panel.title))</b></p>\n"
        let ticks = scale.ticks.enumerated().map { index, tick in
            let kind = index % 2 == 1 && scale.ticks.count > 4 ? " class=\"minor\"" : ""
            return "<text\(kind) x=\"\(SVGMarkup.percent(scale.share(tick)))\" y=\"14\" text-anchor=\"middle\">"
                + "\(panel.text(tick))</text>"
        }
        return """
            \(heading)<div class="forest">
            <div class="row ends"><span class="name"></span><span class="sides"><span>← \
            \(HTMLDocument.escaped(sides.less))</span><span>\(HTMLDocument.escaped(sides.more)) →</span></span></div>
            \(panel.rows.map { markup(of: $0, scale) }.joined(separator: "\n"))
            <div class="row ends axis"><span class="name"></span>\
            <svg class="plot" height="16" aria-hidden="true">\(ticks.joined())</svg></div>
            </div>
            """
    }

    private static func scale(of panel: Panel) -> AxisScale {
        let ends = panel.rows.flatMap { [$0.point, $0.interval?.lower ?? 0, $0.interval?.upper ?? 0] }
            .filter(\.isFinite)
        var least = min(0, ends.min() ?? 0)
        var most = max(0, ends.max() ?? 0)
        if let bounds = panel.bounds {
            least = max(least, bounds.lowerBound)
            most = min(most, bounds.upperBound)
        }
        if panel.rows.contains(where: { $0.point == .infinity }), let bounds = panel.bounds { most = bounds.upperBound }
        if least == most { (least, most) = (-1, 1) }
        // Both sides stay in sight, so that "less" and "more" have a place.
        least = min(least, -most * 0.25)
        most = max(most, -least * 0.25)
        let margin = (most - least) * 0.04
        return AxisScale(covering: (least - margin)...(most + margin), count: 6)
    }

    private func markup(of row: Row, _ scale: AxisScale) -> String {
        var shapes = "<rect width=\"100%\" height=\"100%\" fill=\"transparent\"/>"
        if let interval = row.interval, row.point.isFinite {
            let ends = (SVGMarkup.percent(scale.share(interval.lower)), SVGMarkup.percent(scale.share(interval.upper)))
            shapes += SVGMarkup.line("whisker", ends.0, "50%", ends.1, "50%")
        }
        if row.point > scale.upper {
            shapes += SVGMarkup.placed("100%", "50%", "<path class=\"arrow\" d=\"M-9 -6L0 0L-9 6Z\"/>")
        } else if row.point < scale.lower {
            shapes += SVGMarkup.placed("0", "50%", "<path class=\"arrow\" d=\"M9 -6L0 0L9 6Z\"/>")
        } else {
            let at = SVGMarkup.percent(scale.share(row.point))
            shapes += SVGMarkup.placed(at, "50%", "<circle class=\"dot\" r=\"4.5\"/>")
        }
        let grid = scale.ticks.map { tick in
            let at = SVGMarkup.percent(scale.share(tick))
            return SVGMarkup.line(tick == 0 ? "zero" : "grid", at, "0", at, "100%")
        }
        return "<div class=\"row \(row.kind.rawValue)\"><span class=\"name\">\(HTMLDocument.escaped(row.name))</span>"
            + "<svg class=\"plot\" height=\"24\" role=\"group\">\(grid.joined())"
            + SVGMarkup.mark("difference", title: row.title, shapes)
            + "</svg><span class=\"value\">\(HTMLDocument.escaped(row.value))</span></div>"
    }
}
